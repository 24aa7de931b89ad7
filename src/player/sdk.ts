import type { AnswerReview, QuestionType } from './contract';

export type {
  AnswerProps,
  AnswerReview,
  AssessmentProps,
  ChangeOptions,
  QuestionFiles,
  QuestionType,
  ResultProps,
} from './contract';
export { isEnter } from './input-method';
export { plainMath } from './plain-math';
export { shownHtml } from './shown-html';
export type { Translate } from './texts';
export { CharacterCount } from './ui/CharacterCount';
export { Choices } from './ui/Choices';
export { Html } from './ui/Html';
export { lazy } from './ui/lazy';
export { NothingApplies, saysNothing } from './ui/NothingApplies';
export { useEcho } from './ui/use-echo';
export { useFocusAfter } from './ui/use-focus';
export { UNAIDED, UNAIDED_ATTRIBUTES } from './ui/writing';
export type { Refusal, Upload } from './upload';
export { listOf, textOf, textsSetting } from './values';
export type { AnswerValue, Question, StudentFile } from './wire';

/** Types the default export of a `review.tsx`. */
export function defineReview(review: AnswerReview): AnswerReview {
  return review;
}

/** Types the default export of an `assessment.tsx`. */
export function defineQuestionType(type: QuestionType): QuestionType {
  return type;
}
