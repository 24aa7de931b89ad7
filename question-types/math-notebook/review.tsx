import { type AnswerProps, type AnswerValue, defineReview, listOf } from '@examlet/player';
import { EMPTY_BOX, Formula, plainMath } from '@examlet/player/lazy';

const linesIn = (value: AnswerValue) =>
  (typeof value === 'string' ? [value] : listOf(value)).filter((line) => line.trim() !== '');

/** The lines as mathematics; briefly the last one, which is the answer. */
function Lines({ value, isBrief, t }: AnswerProps) {
  const lines = linesIn(value);
  return (
    <>
      {lines.slice(isBrief ? -1 : 0).map((latex, at) => (
        <span key={at} class="answer-part">
          {at > 0 && <br />}
          <Formula latex={latex} />
        </span>
      ))}
      {isBrief && lines.length > 1 && <span class="hint"> ({t('lineCount', { count: lines.length })})</span>}
    </>
  );
}

export default defineReview({
  inWords: (value) => linesIn(value).map(plainMath).join('\n'),
  missing: (value, _, t) => (linesIn(value).some((line) => EMPTY_BOX.test(line)) ? t('emptyBox') : ''),
  Answer: Lines,
});
