import type { AnswerValue } from '../server/wire';

/** An answer as the student has it now. */
export interface Draft {
  readonly value: AnswerValue;
  readonly completed: boolean;
  readonly context?: unknown;
}

/** Names a stored version of an answer. */
export interface Version {
  readonly epoch: number;
  readonly revision: number;
}

/** A draft that was not delivered, and who wrote it on top of what. */
export interface Undelivered {
  readonly draft: Draft;
  /** The version that the server held when it was written. */
  readonly base: Version | null;
  /** The epoch it was written under, and the highest revision that was used by then. */
  readonly epoch: number;
  readonly revision: number;
}

/** What the server has not acknowledged yet, as this browser keeps it. */
export interface KeptAnswer {
  readonly questionId: string;
  /** The epoch it was written under. */
  readonly epoch: number;
  readonly draft: Draft;
  /** The version that the server held when it was written. */
  readonly base: Version | null;
  /** The highest revision that was used for this question by then. */
  readonly revision: number;
  /** ISO time by the server's clock. */
  readonly writtenAt: string;
}

/** True when both would be stored as the same answer. */
export function sameAnswer(a: Draft, b: Draft): boolean {
  return (
    a.completed === b.completed &&
    JSON.stringify(a.value) === JSON.stringify(b.value) &&
    JSON.stringify(a.context ?? null) === JSON.stringify(b.context ?? null)
  );
}
