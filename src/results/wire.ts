/** One bin of the histogram, in percent. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly sessions: number;
}

/** The middle and the width of a class, in percent. */
export interface Spread {
  readonly mean: number;
  readonly sd: number | null;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly q1: number;
  readonly q3: number;
}

export interface OptionShare {
  readonly number: number;
  readonly text: string;
  readonly correct: boolean | null;
  readonly sessions: number;
  readonly upper: number | null;
  readonly lower: number | null;
}

export interface AnswerShare {
  readonly text: string;
  readonly sessions: number;
  readonly meanPoints: number;
}

/** A reason to look at a question again. */
export interface Hint {
  readonly kind: 'key' | 'draws-strong' | 'negative' | 'unused';
  readonly option: number | null;
}

export interface QuestionStatistics {
  readonly questionId: string;
  readonly number: number;
  readonly type: string;
  readonly title: string;
  readonly n: number;
  readonly maxPoints: number | null;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly p: number | null;
  readonly itemRest: number | null;
  readonly answered: number | null;
  readonly upperGroup: number | null;
  readonly lowerGroup: number | null;
  readonly options: readonly OptionShare[] | null;
  readonly answers: readonly AnswerShare[] | null;
  readonly otherAnswers: number | null;
  readonly hints: readonly Hint[];
}

/** `GET /staff-api/statistics`; every figure is null with fewer than two sessions. */
export interface Statistics {
  readonly sessions: { readonly final: number; readonly complete: number; readonly partial: number };
  readonly n: number;
  readonly maxPoints: number | null;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly percent: Spread | null;
  readonly alpha: number | null;
  readonly alphaReason: 'fewer-than-two-questions' | 'no-variance' | null;
  readonly alphaQuestions: number | null;
  readonly sem: number | null;
  readonly passMark: number | null;
  readonly passed: number | null;
  readonly histogram: readonly Bin[] | null;
  readonly questions: readonly QuestionStatistics[] | null;
}

export interface Score {
  readonly points: number;
  readonly maxPoints: number;
  readonly needsGrading: boolean;
}

/** One student in the list: by name, or by paper where grading is anonymous. */
export interface Entry {
  readonly sessionId: string | null;
  readonly paper: string | null;
  readonly student: { readonly name: string | null } | null;
  readonly completedAt: string | null;
  readonly score: Score | null;
  readonly released: boolean;
}

export interface EntryPage {
  readonly items: readonly Entry[];
  readonly nextCursor: string | null;
}

export interface PaperQuestion {
  readonly questionId: string;
  readonly title: string | null;
  readonly descriptionHtml: string | null;
  readonly type: string;
  readonly value: string | readonly string[] | null;
  readonly valueHtml: string | null;
  readonly text: string | null;
  readonly points: number | null;
  readonly maxPoints: number | null;
  readonly correct: boolean | null;
  readonly needsGrading: boolean;
  readonly keyText: string | null;
  readonly comment: string | null;
}

export interface Paper extends Entry {
  readonly questions: readonly PaperQuestion[];
  readonly overall: { readonly comment: string | null } | null;
}

/** What names a paper to the server. */
export function nameOf({ sessionId, paper }: Entry): string {
  return sessionId ?? paper ?? '';
}
