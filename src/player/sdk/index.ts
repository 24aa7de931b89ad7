import type { AnswerReview, QuestionType } from '../questions/contract';

export type { Refusal, Upload } from '../files/upload';
export { shownHtml } from '../html/shown';
export { plainMath } from '../mathematics/plain';
export { isEnter } from '../page/input-method';
export type { Translate } from '../page/texts';
export type {
  AnswerProps,
  AnswerReview,
  AssessmentProps,
  ChangeOptions,
  QuestionFiles,
  QuestionType,
  ResultProps,
} from '../questions/contract';
export { listOf, textOf, textsSetting } from '../questions/values';
export type { AnswerValue, Question, StudentFile } from '../server/wire';
export { CharacterCount } from '../ui/CharacterCount';
export { Choices } from '../ui/Choices';
export { Html } from '../ui/Html';
export { lazy } from '../ui/lazy';
export { NothingApplies, saysNothing } from '../ui/NothingApplies';
export { useEcho } from '../ui/use-echo';
export { useFocusAfter } from '../ui/use-focus';
export { UNAIDED, UNAIDED_ATTRIBUTES } from '../ui/writing';

/** Types the default export of a `review.tsx`. */
export function defineReview(review: AnswerReview): AnswerReview {
  return review;
}

/** Types the default export of an `assessment.tsx`. */
export function defineQuestionType(type: QuestionType): QuestionType {
  return type;
}
