import { questionType, takesAnswer } from '../question-types';
import type { Texts } from '../texts';
import type { Question } from '../wire';

/** The number of a question among those that take an answer; texts to read have none. */
export function questionNumber(questions: readonly Question[], question: Question): number | null {
  return takesAnswer(question) ? questions.filter(takesAnswer).indexOf(question) + 1 : null;
}

/** What a question is called in lists: its number, or the title of a text. */
export function questionName(questions: readonly Question[], question: Question, texts: Texts): string {
  const number = questionNumber(questions, question);
  if (number !== null) return texts.t('questionShort', { number });
  return question.title || untitled(question, texts);
}

/** What a text without a title is called. */
export function untitled(question: Question, texts: Texts): string {
  return texts.t(questionType(question.type)?.untitled ?? 'untitledText');
}
