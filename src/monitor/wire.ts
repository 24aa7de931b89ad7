/** What the monitor's page gets from the server: its own data, the rows of the room, and what became of an action. */

export type RowStatus = 'not_started' | 'in_progress' | 'paused' | 'completed';

/** Of what a student's time is made. Lengths are minutes. */
export interface DeadlineParts {
  readonly startedAt: string;
  readonly timeLimit: number | null;
  readonly timeMultiplier: number;
  readonly extraTime: number;
  readonly pausedTime: number;
  readonly closesAt: string | null;
  readonly cutByClosing: boolean;
}

/** Contact that was lost and that nobody has made up for: what it suggests, in minutes. */
export interface Outage {
  readonly minutes: number;
  readonly lastFrom: string | null;
  readonly lastUntil: string | null;
}

/** One student. `id` is the session's, or `student:` and the user's before the start. */
export interface Row {
  readonly id: string;
  readonly sessionId: string | null;
  readonly user: { readonly id: string; readonly name: string | null; readonly email: string };
  readonly status: RowStatus;
  readonly final: boolean;
  readonly completionReason: 'submitted' | 'time_limit' | 'closed' | 'staff' | null;
  readonly progress: { readonly answered: number; readonly total: number };
  readonly startedAt: string | null;
  readonly lastAnswerAt: string | null;
  readonly connected: boolean;
  /** When a page of the student was last connected; null while one is, and before the first. */
  readonly lastSeenAt: string | null;
  /** How many answers the browser last said it could not deliver. */
  readonly unsent: number | null;
  readonly unsentAt: string | null;
  readonly deadline: string | null;
  readonly deadlineParts: DeadlineParts | null;
  readonly completedAt: string | null;
  /** Refused saves that are kept aside. */
  readonly retained: number;
  /** Announcements that the student has not acknowledged. */
  readonly unread: number;
  readonly outage: Outage | null;
}

/** All rows at first, then those that changed. */
export interface RoomNews {
  readonly serverNow: string;
  readonly rows: readonly Row[];
  readonly gone: readonly string[];
}

export type OverReason = 'expired' | 'revoked' | 'crowded';

/** What the server wrote into the document, in `<script id="examlet-monitor">`. */
export interface MonitorPage {
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly locales: readonly string[];
  readonly messages: { readonly monitor: Readonly<Record<string, string>> };
  readonly exam: { readonly id: string; readonly name: string; readonly questionCount: number };
  readonly expiresAt: string;
  readonly serverNow: string;
}

export type ActionName = 'extend' | 'pause' | 'resume' | 'announce' | 'hand-in' | 'reopen';

export interface ActionRequest {
  readonly action: ActionName;
  readonly sessions: readonly string[];
  readonly minutes?: number;
  readonly message?: string;
  readonly reason: string;
  /** With `extend`: each session gets what the loss of contact with it suggests. */
  readonly suggested?: true;
}

export interface ActionResult {
  readonly sessionId: string;
  readonly done: boolean;
  readonly detail: string | null;
}
