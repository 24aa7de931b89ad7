import { useStaff } from '../../staff/ui/context';
import { fieldOf } from '../faults';
import type { DraftLevel } from '../rubric';
import { useEditing } from './context';
import { Field } from './Field';
import { focusSoon } from './focus';
import { Moves } from './Moves';

interface LevelRowProps {
  readonly criterion: string;
  readonly level: DraftLevel;
  readonly place: number;
  readonly count: number;
}

/** One level: its title, points, what it takes, and its place. */
export function LevelRow({ criterion, level, place, count }: LevelRowProps) {
  const staff = useStaff();
  const editing = useEditing();
  const { t } = staff.texts;
  const name = level.title.trim() || t('levelPlace', { place });
  const move = (by: 1 | -1) => {
    const to = editing.moveLevel(criterion, level.id, by);
    if (to !== null) staff.spoken.value = t('movedTo', { name, place: to, total: count });
  };
  const remove = () => {
    const before = editing.draft.peek();
    editing.removeLevel(criterion, level.id);
    staff.toast.value = { text: t('removed', { name }), undo: () => editing.change(before) };
    focusSoon(`add-level-${criterion}`);
  };
  return (
    <li
      class="level-row"
      aria-label={t('levelPlace', { place })}
      onKeyDown={(event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
        if (!event.altKey || by === undefined) return;
        event.preventDefault();
        const { id } = event.target as HTMLElement;
        move(by);
        if (id) focusSoon(id);
      }}
    >
      <Field
        id={fieldOf(criterion, level.id)}
        label={t('levelTitle')}
        value={level.title}
        onChange={(title) => editing.changeLevel(criterion, level.id, { title })}
      />
      <Field
        id={fieldOf(criterion, level.id, 'points')}
        label={t('levelPoints')}
        isNumber
        value={level.points}
        onChange={(points) => editing.changeLevel(criterion, level.id, { points })}
      />
      <Field
        id={fieldOf(criterion, level.id, 'description')}
        label={t('levelDescription')}
        isLong
        value={level.description}
        onChange={(description) => editing.changeLevel(criterion, level.id, { description })}
      />
      <Moves
        id={`level-${criterion}-${level.id}`}
        name={name}
        place={place}
        count={count}
        onMove={move}
        onRemove={remove}
      />
    </li>
  );
}
