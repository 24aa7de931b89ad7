import type { AnswerValue, Question } from './wire';

/** The shapes of the student's result. */

/**
 * What became of one answer, as far as the result shows it. Points, `correct` and `share` are null while a person has
 * to judge it.
 */
export interface QuestionResult {
  readonly value: AnswerValue;
  /** Of an answer that is HTML: the same, sanitised. */
  readonly valueHtml?: string | null;
  readonly points: number | null;
  readonly maxPoints: number | null;
  readonly correct: boolean | null;
  /** How much of it is right, from 0 to 1; `correct` is true at 1 alone. */
  readonly share: number | null;
  readonly needsGrading: boolean;
  /** The question counts neither for the points nor for the maximum. */
  readonly removed: boolean;
  /** A person's words on it, sanitised. */
  readonly comment: string | null;
  readonly commentText: string | null;
  /** The author's words on such an answer, sanitised. */
  readonly feedback: readonly string[];
  /** The right answer in words. */
  readonly key: string | null;
  /** Sanitised. */
  readonly modelAnswer: string | null;
}

/** What a result can show. */
export type ResultPart = 'score' | 'points' | 'answers' | 'comments' | 'feedback' | 'key';

export interface StudentScore {
  readonly points: number;
  readonly maxPoints: number;
  readonly needsGrading: boolean;
  /** What the points are called, once they are complete. */
  readonly label: string | null;
  readonly passed: boolean | null;
}

/** The student's own result, once it is released. The questions stand as the student saw them. */
export interface StudentResult {
  /** The parts that are in it. */
  readonly shown: readonly ResultPart[];
  readonly score: StudentScore | null;
  /** A person's words on the whole exam, sanitised. */
  readonly comment: string | null;
  readonly commentText: string | null;
  readonly questions: readonly Question[];
  readonly answers: Readonly<Record<string, QuestionResult>>;
}
