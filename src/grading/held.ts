import type { Judgement } from './judgement';

/** The answer that a grade is for. */
export interface Target {
  /** The exam session, or the paper where students are not named. */
  readonly who: string;
  readonly questionId: string;
}

/** What goes to the server: a judgement, or null to take the grade back. */
export interface Wish {
  readonly judgement: Judgement | null;
  /** The version of the grade that it follows; 0 when there was none. */
  readonly revision: number;
  /** Names what was answered. */
  readonly digest: string | null;
  /** Of equal answers that are graded together: how many there are. */
  readonly same?: number;
}

/** What is kept of one answer until the server has it. Nothing of the student's work is in it. */
export interface Held extends Target {
  readonly wish: Wish;
  /** Not to be sent yet: levels are missing. */
  readonly isDraft: boolean;
  /** What went out and had no answer yet: it goes again before anything newer does. */
  readonly sent: Wish | null;
}

export function keyOf({ who, questionId }: Target): string {
  return `${questionId} ${who}`;
}
