import type { CompletionReason, EndReason, Outputs } from '../server/wire';

/** The message of the take-exam flow that every host listens for. */
export interface StatusUpdate {
  readonly type: 'examplary:embed-status-update';
  readonly status: 'started' | 'completed';
  readonly outputs: Outputs | Record<string, never>;
}

/** Data by name of what the server has numbered; a host that missed one reads it over the REST API. */
export interface StoredEvents {
  'exam:started': Record<string, never>;
  'answer:saved': { readonly questionId: string; readonly epoch: number; readonly revision: number };
  'time:changed': { readonly deadline: string | null };
  'session:superseded': Record<string, never>;
  'exam:submitted': { readonly by: 'student' | 'time' | 'staff' };
}

/** What went wrong that the host can do something about. */
export type ErrorCode = keyof typeof ERRORS;

/** What a host reads of it; nothing of the student's is in it. */
export const ERRORS = {
  'not-open': 'The exam cannot be started now: it is not open yet, or it has closed.',
  'hand-in-failed': 'The hand-in was refused. The answers are saved, and the student can try again.',
  'page-failed': 'A part of the page failed. What the student wrote is kept, and a reload goes on from there.',
} as const;

/** Data by name of what only this page knows. */
export interface PageEvents {
  'session:ready': Record<string, never>;
  'connection:lost': Record<string, never>;
  'connection:restored': Record<string, never>;
  'time:warning': { readonly minutesLeft: number };
  'frame:resize': { readonly height: number };
  'session:ended': { readonly reason: EndReason };
  error: { readonly code: ErrorCode; readonly message: string };
}

/** The richer events beside {@link StatusUpdate}. */
export interface EmbedEvent {
  readonly type: 'examplary:embed-event';
  readonly v: 1;
  readonly id: string;
  /** Counts per exam session without gaps; null for what only this page knows. */
  readonly seq: number | null;
  readonly sessionId: string | null;
  readonly at: string;
  readonly name: keyof StoredEvents | keyof PageEvents;
  readonly data: object;
}

/** Everything this page ever posts. No answer is in it. */
export type ToHost = StatusUpdate | EmbedEvent;

/** Who ended the exam, in the words of `exam:submitted`. */
export function submittedBy(reason: CompletionReason): 'student' | 'time' | 'staff' {
  if (reason === 'submitted') return 'student';
  return reason === 'staff' ? 'staff' : 'time';
}
