import { useComputed } from '@preact/signals';
import { nameOf } from '../arrange';
import type { StudentKey } from '../room';
import { isUrgent, troubleOf } from '../trouble';
import { Attention, Connection, LastAnswer, Progress, State, TimeLeft } from './cells';
import { useMonitor } from './context';
import { CELL, ROW } from './roles';

/**
 * One student. Drawn again when the row changes; what changes with time alone is drawn by the cells. `focusColumn` is
 * the cell that Tab reaches, or -1.
 */
export function StudentRow({
  student,
  index,
  focusColumn,
}: {
  readonly student: StudentKey;
  readonly index: number;
  readonly focusColumn: number;
}) {
  const monitor = useMonitor();
  const { room, selection, cursor, list, texts } = monitor;
  const watched = room.row(student);
  const grade = useComputed(() => {
    const trouble = watched ? troubleOf(watched.value, monitor.nowEachSecond()) : null;
    if (trouble === null) return '';
    return isUrgent(trouble) ? ' urgent' : ' minor';
  });
  const isSelected = useComputed(() => selection.has(student)).value;
  if (!watched) return null;
  const row = watched.value;
  const name = nameOf(row);
  const stop = (column: number) => ({ tabIndex: column === focusColumn ? 0 : -1, 'data-at': column });
  return (
    <tr
      {...ROW}
      class={`student${grade.value}${isSelected ? ' selected' : ''}`}
      data-key={student}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ '--at': index }}
      onFocusIn={(event) => {
        const at = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-at]') : null;
        if (at) cursor.at({ key: student, column: Number(at.dataset['at']) });
      }}
    >
      <td {...CELL} class="column-select">
        <label class="pick">
          <input
            type="checkbox"
            {...stop(0)}
            aria-label={texts.t('select', { name })}
            checked={isSelected}
            onClick={(event) => {
              if (event.shiftKey) selection.extend(student, list.order.peek());
              else selection.toggle(student);
              event.currentTarget.checked = selection.keys.peek().has(student);
            }}
          />
        </label>
      </td>
      <td {...CELL} class="column-student">
        <button
          type="button"
          class="name"
          dir="auto"
          {...stop(1)}
          aria-haspopup="dialog"
          onClick={() => {
            monitor.opened.value = { kind: 'student', key: student };
          }}
        >
          {name}
        </button>
        {row.user.name && (
          <span class="second" dir="auto">
            {row.user.email}
          </span>
        )}
      </td>
      <td {...CELL} class="column-state" {...stop(2)}>
        <State row={row} />
      </td>
      <td {...CELL} class="column-progress" {...stop(3)}>
        <Progress row={row} />
      </td>
      <td {...CELL} class="column-answer" {...stop(4)}>
        <LastAnswer row={row} />
      </td>
      <td {...CELL} class="column-connection" {...stop(5)}>
        <Connection row={row} />
      </td>
      <td {...CELL} class="column-time">
        <TimeLeft row={row} stop={stop(6)} />
      </td>
      <Attention row={row} stop={stop(7)} />
    </tr>
  );
}
