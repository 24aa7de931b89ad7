import type { Texts } from '../page/texts';
import { questionType, takesAnswer } from '../questions/registry';
import type { Question } from '../server/wire';

const numbered = new WeakMap<readonly Question[], ReadonlyMap<Question, number>>();

/** The number of a question among those that take an answer; texts to read have none. */
export function questionNumber(questions: readonly Question[], question: Question): number | null {
  let numbers = numbered.get(questions);
  if (!numbers) {
    // Counted once for all: an exam may have ten thousand questions.
    numbers = new Map(questions.filter(takesAnswer).map((each, i) => [each, i + 1]));
    numbered.set(questions, numbers);
  }
  return numbers.get(question) ?? null;
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
