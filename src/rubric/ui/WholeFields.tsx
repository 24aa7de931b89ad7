import { useSignal } from '@preact/signals';
import { editedHtml, textOfHtml } from '../../staff/plain-html';
import { useStaff } from '../../staff/ui/context';
import { MAX_POINTS } from '../faults';
import { pointsOf } from '../rubric';
import { useEditing } from './context';
import { Field } from './Field';

/** What belongs to the question as a whole: its most points, and a model answer. */
export function WholeFields() {
  const editing = useEditing();
  const { t, number } = useStaff().texts;
  const { points, modelAnswer } = editing.draft.value;
  const given = useSignal(modelAnswer);
  const text = useSignal(textOfHtml(modelAnswer));
  const max = pointsOf(points);
  const sum = editing.sum.value;
  const isScaled = max !== null && max > 0 && sum > 0 && max !== sum;
  return (
    <section class="whole sheet" aria-labelledby="whole-title">
      <h2 id="whole-title">{t('wholeTitle')}</h2>
      <Field
        id={MAX_POINTS}
        label={t('maxPoints')}
        isNumber
        value={points}
        hint={isScaled ? t('scaled', { sum: number(sum), max: number(max) }) : t('maxPointsHint', { sum: number(sum) })}
        onChange={(typed) => editing.change({ points: typed })}
      />
      <Field
        id="model-answer"
        label={t('modelAnswer')}
        isLong
        value={text.value}
        hint={t('modelAnswerHint')}
        onChange={(typed) => {
          text.value = typed;
          editing.change({ modelAnswer: editedHtml(typed, given.peek()) });
        }}
      />
    </section>
  );
}
