import { useStaff } from '../../staff/ui/context';
import type { Editor } from '../editor';
import type { Item } from '../wire';
import { useGrading } from './context';

/** Up to so many points there is a button for each. */
const MAX_BUTTONS = 10;

/** The points: typed as text, so that no wheel and no arrow key can change them, or pressed. */
export function PointsField({ item, editor }: { readonly item: Item; readonly editor: Editor }) {
  const grading = useGrading();
  const { texts } = useStaff();
  const { t, number } = texts;
  const max = item.maxPoints ?? 0;
  const fault = editor.fault.value;
  const sum = editor.sum.value;
  const typed = editor.points.value;
  const given = editor.judgement.value?.points ?? null;
  const set = (points: string) => {
    editor.points.value = points;
    grading.edited('points');
  };
  const faultWords = fault && t(fault === 'unreadable' ? 'pointsUnreadable' : 'pointsTooMany', { max: number(max) });
  return (
    <div class="points">
      <div class="points-line">
        <label for="points">{t('points')}</label>
        <input
          id="points"
          class="text-field"
          data-points
          type="text"
          inputMode="decimal"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          placeholder={sum === null ? '' : number(sum)}
          aria-describedby="points-hint points-fault"
          aria-invalid={fault !== null}
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => set(event.currentTarget.value)}
        />
        <span id="points-hint" class="hint">
          {t('pointsHint', { max: number(max) })}
        </span>
      </div>
      {max <= MAX_BUTTONS && Number.isInteger(max) && (
        <div class="point-buttons">
          {[...Array(max + 1).keys()].map((points) => (
            <button
              key={points}
              type="button"
              class="button point"
              data-choice
              aria-pressed={fault === null && given === points}
              aria-label={t('givePoints', { points: number(points) })}
              onClick={() => set(number(points))}
            >
              {number(points)}
            </button>
          ))}
        </div>
      )}
      {sum !== null && <p class="hint">{t(typed === '' ? 'pointsBySum' : 'pointsInstead', { points: number(sum) })}</p>}
      <p id="points-fault" class="fault" role="alert">
        {faultWords}
      </p>
    </div>
  );
}
