import {
  type AnswerProps,
  type AnswerValue,
  defineReview,
  Html,
  type Question,
  saysNothing,
  textsSetting,
} from '@examlet/player';
import { wordsOf } from '@examlet/player/lazy';
import { pairsOf } from './pairs';

const read = (value: AnswerValue, question: Question) =>
  pairsOf(value, textsSetting(question, 'left'), textsSetting(question, 'right'));

/** What belongs together, a line each; briefly one after the other. */
function Pairs({ question, value, isBrief, t }: AnswerProps) {
  if (saysNothing(value)) return <>{t('nothingTogether')}</>;
  const left = textsSetting(question, 'leftHtml');
  const right = textsSetting(question, 'rightHtml');
  const made = read(value, question).flatMap((chosen, at) => (chosen === null ? [] : [{ at, chosen }]));
  return (
    <>
      {made.map(({ at, chosen }, index) => (
        <span key={at} class="answer-part">
          {index > 0 && (isBrief ? '; ' : <br />)}
          <Html inline html={left[at] ?? ''} /> – <Html inline html={right[chosen] ?? ''} />
        </span>
      ))}
    </>
  );
}

export default defineReview({
  inWords(value, question, t) {
    if (saysNothing(value)) return t('nothingTogether');
    const left = textsSetting(question, 'leftHtml');
    const right = textsSetting(question, 'rightHtml');
    return read(value, question)
      .flatMap((chosen, at) =>
        chosen === null ? [] : [`${wordsOf(left[at] ?? '')} – ${wordsOf(right[chosen] ?? '')}`],
      )
      .join('\n');
  },
  missing(value, question, t) {
    if (saysNothing(value)) return '';
    const pairs = read(value, question);
    const count = pairs.filter((chosen) => chosen !== null).length;
    return count < pairs.length ? t('matchedSoFar', { count, total: pairs.length }) : '';
  },
  Answer: Pairs,
});
