/** The question ID of the comment on a student's whole exam. */
export const OVERALL = 'overall';

export interface Level {
  readonly id: string;
  readonly title: string | null;
  readonly description?: string | null;
  /** Scaled to the maximum of the question. */
  readonly points: number;
}

export interface Criterion {
  readonly id: string;
  readonly title: string | null;
  readonly description?: string | null;
  readonly levels: readonly Level[];
}

export type AnswerForm = 'text' | 'html' | 'file' | 'formula' | 'list';

/** A question, and how far its answers are graded. */
export interface GradedQuestion {
  readonly questionId: string;
  readonly index: number;
  readonly type: string;
  readonly title: string | null;
  readonly descriptionHtml: string | null;
  readonly maxPoints: number;
  readonly criteria: readonly Criterion[] | null;
  readonly modelAnswerHtml: string | null;
  readonly keyText: string | null;
  readonly answerForm: AnswerForm;
  readonly total: number;
  /** Answers that were never graded; those that changed since they were are {@link stale}. */
  readonly waiting: number;
  readonly graded: number;
  readonly stale: number;
}

export interface Overview {
  readonly anonymous: boolean;
  readonly questions: readonly GradedQuestion[];
  readonly sessions: number;
}

/** What a person gave. */
export interface Grade {
  readonly points: number | null;
  readonly levels: Readonly<Record<string, string>> | null;
  /** HTML. */
  readonly comment: string | null;
  readonly commentText?: string | null;
  readonly at?: string | null;
  readonly by?: string | null;
  readonly byName?: string | null;
}

/** The grade that stands. */
export interface StandingGrade extends Grade {
  readonly revision: number;
}

export type ItemState = 'ungraded' | 'stale' | 'graded' | 'machine';

export interface AnswerFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** One student's answer to one question. */
export interface Item {
  readonly sessionId: string | null;
  readonly paper: string | null;
  readonly student: { readonly name: string | null } | null;
  readonly questionId: string;
  readonly value: unknown;
  readonly valueHtml: string | null;
  readonly words: number | null;
  readonly text: string | null;
  readonly digest: string | null;
  readonly state: ItemState;
  readonly points: number | null;
  readonly maxPoints: number | null;
  readonly machine: { readonly points: number | null; readonly correct: boolean | null } | null;
  readonly files: readonly AnswerFile[];
  /** Answers of this question that say the same, this one included. */
  readonly same: number;
  readonly grade: StandingGrade | null;
  /** Grades that came too late to stand beside the one that does. */
  readonly refused: readonly Grade[];
}

export interface ItemPage {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface UsedComment {
  readonly comment: string;
  readonly commentText: string;
  readonly uses: number;
}

export interface BatchResult {
  readonly batchId: string;
  readonly graded: number;
}

/** How many answers to a question a person has yet to grade. */
export function toGrade({ waiting, stale }: Pick<GradedQuestion, 'waiting' | 'stale'>): number {
  return waiting + stale;
}

/** Names a student in a path: the exam session, or the paper where students are not named. */
export function whoOf(item: Pick<Item, 'sessionId' | 'paper'>): string {
  return item.sessionId ?? item.paper ?? '';
}
