import { readHtml } from '../html/read';
import { plainMath } from '../mathematics/plain';
import type { Translate } from '../page/texts';
import type { AnswerProps } from '../questions/contract';
import { listOf, textOf, textsSetting } from '../questions/values';
import type { AnswerValue, Question } from '../server/wire';
import { Html } from './Html';

/** What the editor leaves in a formula where nothing was typed yet. */
export const EMPTY_BOX = /\\placeholder\b/;

/** The words of an author's HTML; a formula in it as a line of plain text, a picture by its alternative text. */
export function wordsOf(html: string): string {
  const body = readHtml(html);
  for (const formula of body.querySelectorAll('inline-math'))
    formula.textContent = plainMath(formula.textContent ?? '');
  for (const picture of body.querySelectorAll('img')) picture.replaceWith(picture.alt);
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}

const chosenIn = (value: AnswerValue) => (typeof value === 'string' ? [value] : listOf(value));

/** The chosen options as the student read them, without the author's tags. */
export function chosenWords(value: AnswerValue, question: Question, t: Translate): string {
  const options = textsSetting(question, 'options');
  const labels = textsSetting(question, 'optionsHtml');
  return chosenIn(value)
    .map((option) => wordsOf(labels[options.indexOf(option)] ?? option))
    .join(t('listComma'));
}

/** The chosen options as the author wrote them. */
export function ChosenWords({ question, value, t }: AnswerProps) {
  const options = textsSetting(question, 'options');
  const labels = textsSetting(question, 'optionsHtml');
  return (
    <>
      {chosenIn(value).map((option, at) => {
        const label = labels[options.indexOf(option)];
        return (
          <span key={option} class="answer-part">
            {at > 0 && t('listComma')}
            {label === undefined ? <bdi>{wordsOf(option)}</bdi> : <Html inline html={label} />}
          </span>
        );
      })}
    </>
  );
}

/** What a text has too much of by the question's `maxLength`. */
export function lengthFault(value: AnswerValue, question: Question, t: Translate): string {
  const most = question.settings['maxLength'];
  const over = typeof most === 'number' ? textOf(value).length - most : 0;
  return over > 0 ? t('charactersTooMany', { count: over }) : '';
}
