import type { AnswerValue, Question } from '../server/wire';

/** The value of a type that answers with one text. */
export function textOf(value: AnswerValue): string {
  return typeof value === 'string' ? value : '';
}

/** The value of a type that answers with several texts. */
export function listOf(value: AnswerValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}

/** A setting that is a list of texts; anything else is empty. */
export function textsSetting(question: Question, name: string): readonly string[] {
  const given = question.settings[name];
  return Array.isArray(given) ? given.filter((entry): entry is string => typeof entry === 'string') : [];
}
