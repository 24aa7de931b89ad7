import type { Messages } from '../page/texts';

/** The shapes of the student API and of the page's own data (docs: the student API of the wire contract). */

export type Status = 'not_started' | 'in_progress' | 'paused' | 'completed';
export type CompletionReason = 'submitted' | 'time_limit' | 'closed' | 'staff';

/** Why access to the exam has ended. */
export type EndReason = 'expired' | 'revoked' | 'deleted';

/** A text, several texts, or null for no answer. */
export type AnswerValue = string | readonly string[] | null;

/** What names one stored event, so that the host can be told about it. */
export interface EventNumber {
  readonly id: string;
  readonly seq: number;
}

export interface ExamSettings {
  /** Minutes; null is no limit. */
  readonly timeLimit: number | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly shuffleQuestions: boolean;
  readonly navigation: 'free' | 'linear';
  readonly showScore: boolean;
}

export interface Outputs {
  readonly examId: string;
  readonly sessionId: string;
  readonly completionReason: CompletionReason;
}

/** The end of an exam session. */
export interface Completion {
  readonly completionReason: CompletionReason;
  readonly completedAt: string;
  readonly outputs: Outputs;
  readonly returnUrl?: string | null;
  readonly event?: EventNumber | null;
}

export interface Theme {
  readonly primaryColor?: string | null;
  readonly locale?: string | null;
}

/** What the server wrote into the document, in `<script id="examlet-page">`; no exam after the end of access. */
export interface PageData {
  readonly theme: Theme | null;
  /** The language of the texts. */
  readonly locale: string;
  /** The host's own locale, with its region: numbers and dates follow it. */
  readonly region?: string | null;
  readonly dir: 'ltr' | 'rtl';
  readonly expired: false | 'session-expired' | 'session-revoked';
  /** Why access has ended, in the host's words. */
  readonly endReason?: EndReason | null;
  readonly serverNow: string;
  readonly host: { readonly allowedOrigin: string | null };
  readonly messages: Messages;
  readonly status?: Status;
  readonly startedAt?: string | null;
  readonly deadline?: string | null;
  readonly completion?: Completion | null;
  /** False for a link that nobody has opened yet: what it shows is the student's attempt all the same. */
  readonly isBound?: boolean;
  readonly exam?: {
    readonly name: string;
    readonly settings: ExamSettings;
    /** How many questions take an answer. */
    readonly questionCount: number;
    /** Minutes, as the author expects; null when not said. */
    readonly intendedDuration: number | null;
    /** Students see something of their result: now, or later on the same link. */
    readonly showsResult?: boolean;
    /** Nothing was asked yet. */
    readonly isEmpty?: boolean;
    /** Whether mathematics stands in the first questions, or only later; null where there is none. */
    readonly mathematics?: 'first' | 'later' | null;
    /** The same of HTML that is more than plain, which is made safe once more before it is shown. */
    readonly markup?: 'first' | 'later' | null;
  };
}

/** A question as a student gets it. */
export interface Question {
  readonly id: string;
  readonly type: string;
  readonly title: string | null;
  /** Sanitised HTML. */
  readonly description: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly points: number | null;
}

/** The current answer to a question as the server holds it. */
export interface StoredAnswer {
  readonly value: AnswerValue;
  readonly completed: boolean;
  readonly context?: unknown;
  readonly epoch: number;
  readonly revision: number;
  readonly savedAt: string;
}

/** A file of this exam session. `url` is for teachers and is what an answer names; the server has `offset` bytes. */
export interface StudentFile {
  readonly id: string;
  readonly questionId: string;
  readonly url: string;
  readonly name: string;
  readonly type: string;
  /** Bytes; null for a recording that is not ended. */
  readonly size: number | null;
  readonly offset: number;
  readonly complete: boolean;
}

/** What announces a file. */
export interface FileRequest {
  readonly epoch: number;
  readonly questionId: string;
  readonly name: string;
  readonly size: number | null;
  /** The media type that the browser knows; empty when it knows none. */
  readonly type: string;
}

/** Where the student is. */
export interface StoredPlace {
  readonly epoch?: number;
  readonly revision?: number;
  readonly questionId?: string | null;
  readonly flags?: readonly string[];
}

/** What `start` and `open` return. */
export interface State {
  readonly status: Status;
  readonly epoch: number;
  readonly serverNow: string;
  readonly startedAt: string | null;
  readonly deadline: string | null;
  readonly sessionId: string | null;
  readonly exam: {
    readonly id: string;
    readonly name: string;
    readonly settings: ExamSettings;
    readonly questions: readonly Question[];
    /** With linear navigation: the question after those in `questions`; null when the last one is reached. */
    readonly nextQuestionId?: string | null;
  };
  readonly answers: Readonly<Record<string, StoredAnswer>>;
  readonly files?: readonly StudentFile[];
  readonly state: StoredPlace | null;
  readonly completion: Completion | null;
  readonly event: EventNumber | null;
  /** Keys of this exam session in base64, for what the browser keeps until the server has it; the first encrypts. */
  readonly outboxKeys?: readonly string[];
  /** What staff told the student so far. */
  readonly announcements?: readonly Announcement[];
  /** What made the deadline; null before the start. */
  readonly deadlineParts?: { readonly pausedTime: number } | null;
}

/** What staff told the student; not acknowledged yet when it came over the event stream. */
export interface Announcement {
  readonly id: string;
  readonly message: string;
  readonly at: string;
  readonly acknowledgedAt?: string | null;
}

/** What happened, for a page that asks instead of listening. */
export interface Happened {
  readonly events: readonly { readonly name: string; readonly data: unknown }[];
}

/**
 * A question's part of the page that failed, for the operator; nothing of an answer is in it. Each text has at most 300
 * characters.
 */
export interface FaultReport {
  readonly questionId: string;
  readonly type: string;
  readonly name: string;
  readonly message: string;
  readonly at: string;
}

/** One save of one answer. */
export interface SaveRequest {
  readonly questionId: string;
  readonly epoch: number;
  readonly revision: number;
  readonly value: AnswerValue;
  readonly completed: boolean;
  readonly context?: unknown;
}

/** The acknowledgement of a save: it is on disk. */
export interface SaveResult {
  readonly questionId: string;
  readonly epoch: number;
  readonly revision: number;
  readonly applied: boolean;
  readonly savedAt: string;
  readonly serverNow: string;
  readonly deadline: string | null;
  readonly event: EventNumber | null;
}

/** One stored version of one answer. */
export interface AnswerVersion extends StoredAnswer {
  /** False when a newer version was stored already as this one arrived. */
  readonly applied: boolean;
}

/** Stored versions of one answer, newest first; `nextCursor` leads to older ones. */
export interface VersionPage {
  readonly items: readonly AnswerVersion[];
  readonly nextCursor: string | null;
}

/**
 * What was recorded of an exam session, signed by the server. The questions stand as the student saw them, without
 * their text.
 */
export interface SessionReceipt {
  readonly code: string;
  readonly issuedAt: string;
  readonly completedAt: string;
  readonly completionReason: CompletionReason;
  readonly examName: string;
  /** Null for who has no name. */
  readonly studentName?: string | null;
  readonly jws: string;
  readonly questions: readonly Question[];
  readonly answers: readonly {
    readonly questionId: string;
    readonly value: AnswerValue;
    readonly completed: boolean;
    readonly savedAt: string;
    readonly salt: string | null;
  }[];
}

export interface PlaceRequest {
  readonly epoch: number;
  readonly revision: number;
  readonly questionId: string | null;
  readonly flags: readonly string[];
}

export interface PlaceResult {
  readonly serverNow?: string;
  readonly deadline?: string | null;
  /** With linear navigation: what the student may see now; replaces what was there. */
  readonly questions?: readonly Question[] | null;
  readonly nextQuestionId?: string | null;
}

export interface HandInRequest {
  readonly epoch: number;
  readonly answers: readonly Omit<SaveRequest, 'epoch'>[];
  readonly revisions: Readonly<Record<string, number>>;
}
