import { useStaff } from '../../staff/ui/context';
import { faultsOf, fieldOf, isUnordered } from '../faults';
import { bestOf, type DraftCriterion } from '../rubric';
import { useEditing } from './context';
import { Field } from './Field';
import { focusSoon } from './focus';
import { LevelRow } from './LevelRow';
import { Moves } from './Moves';

interface CriterionCardProps {
  readonly criterion: DraftCriterion;
  readonly place: number;
  readonly count: number;
}

/** One criterion with its levels. */
export function CriterionCard({ criterion, place, count }: CriterionCardProps) {
  const staff = useStaff();
  const editing = useEditing();
  const { t, number } = staff.texts;
  const name = criterion.title.trim() || t('criterionPlace', { place });
  const best = bestOf(criterion);
  const move = (by: 1 | -1) => {
    const to = editing.moveCriterion(criterion.id, by);
    if (to !== null) staff.spoken.value = t('movedTo', { name, place: to, total: count });
  };
  const remove = () => {
    const before = editing.draft.peek();
    editing.removeCriterion(criterion.id);
    staff.toast.value = { text: t('removed', { name }), undo: () => editing.change(before) };
    focusSoon('add-criterion');
  };
  const hasFewLevels =
    editing.showsFaults.value &&
    faultsOf(editing.draft.value).some(({ field }) => field === `add-level-${criterion.id}`);
  return (
    <li
      class="criterion sheet"
      aria-label={t('criterionPlace', { place })}
      onKeyDown={(event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
        if (!event.altKey || by === undefined || event.defaultPrevented) return;
        event.preventDefault();
        const { id } = event.target as HTMLElement;
        move(by);
        if (id) focusSoon(id);
      }}
    >
      <div class="criterion-head">
        <h2>{t('criterionPlace', { place })}</h2>
        <span class="hint">{t('points', { count: best, points: number(best) })}</span>
        <Moves
          id={`criterion-${criterion.id}`}
          name={name}
          place={place}
          count={count}
          onMove={move}
          onRemove={remove}
        />
      </div>
      <Field
        id={fieldOf(criterion.id)}
        label={t('criterionTitle')}
        value={criterion.title}
        onChange={(title) => editing.changeCriterion(criterion.id, { title })}
      />
      <Field
        id={fieldOf(criterion.id, undefined, 'description')}
        label={t('description')}
        isLong
        value={criterion.description}
        onChange={(description) => editing.changeCriterion(criterion.id, { description })}
      />
      <h3>{t('levels')}</h3>
      <ol class="level-rows">
        {criterion.levels.map((level, index) => (
          <LevelRow
            key={level.id}
            criterion={criterion.id}
            level={level}
            place={index + 1}
            count={criterion.levels.length}
          />
        ))}
      </ol>
      <div class="criterion-ways">
        <button
          type="button"
          class="button"
          id={`add-level-${criterion.id}`}
          aria-describedby={hasFewLevels ? `few-${criterion.id}` : undefined}
          onClick={() => focusSoon(fieldOf(criterion.id, editing.addLevel(criterion.id)))}
        >
          {t('addLevel')}
        </button>
        {isUnordered(criterion) && (
          <button type="button" class="button quiet" onClick={() => editing.sortLevels(criterion.id)}>
            {t('sortLevels')}
          </button>
        )}
      </div>
      {hasFewLevels && (
        <p class="fault" id={`few-${criterion.id}`}>
          {t('faultFewLevels')}
        </p>
      )}
    </li>
  );
}
