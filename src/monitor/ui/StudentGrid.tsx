import { useLayoutEffect, useRef } from 'preact/hooks';
import { isEnter } from '../../player/page/input-method';
import { COLUMNS, type Column, moved } from '../cursor';
import { drawn } from '../windowing';
import { useMonitor } from './context';
import { GRID, GROUP, HEADING, ROW } from './roles';
import { StudentRow } from './StudentRow';
import { useHolds } from './use-holds';
import { useSpan } from './use-span';

const HEADINGS: Readonly<Record<Column, string>> = {
  select: 'columnSelect',
  student: 'columnStudent',
  state: 'columnState',
  progress: 'columnProgress',
  answer: 'columnLastAnswer',
  connection: 'columnConnection',
  time: 'columnTime',
  attention: 'columnAttention',
};
const SORTED: Readonly<Record<string, Column>> = {
  name: 'student',
  progress: 'progress',
  time: 'time',
  trouble: 'attention',
};

/**
 * The students. A grid whose rows are drawn where they are in sight; it is one stop of the Tab key, and the arrow keys
 * go from cell to cell. The roles stand written out because the layout takes them from the elements.
 */
export function StudentGrid() {
  const monitor = useMonitor();
  const { list, texts, cursor, selection, room } = monitor;
  const { t } = texts;
  const body = useRef<HTMLTableSectionElement>(null);
  const order = list.order.value;
  const { span, page } = useSpan(body, order.length);
  const holds = useHolds(list);
  const cell = cursor.cell.value;
  const index = cell === null ? -1 : order.indexOf(cell.key);
  const current = order[index] ?? order[0] ?? null;
  const column = cell?.column ?? 1;
  const lastIndex = useRef(0);
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    // Whoever was here has left the list: the focus stays where it was, with the next one.
    const isLost = hadFocus.current && index < 0 && document.activeElement === document.body;
    const next = order[Math.min(lastIndex.current, order.length - 1)];
    if (isLost && next) cursor.go({ key: next, column });
    if (index >= 0) lastIndex.current = index;
  }, [order]);

  const asked = cursor.asked.value;
  useLayoutEffect(() => {
    if (asked === 0) return;
    const cell = body.current?.querySelector<HTMLElement>(
      `[data-key="${CSS.escape(cursor.cell.peek()?.key ?? '')}"] [data-at="${column}"]`,
    );
    cell?.focus({ preventScroll: true });
    cell?.closest('[data-key]')?.scrollIntoView({ block: 'nearest' });
  }, [asked]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Caps Lock makes it a capital, and a Mac has another key for it.
    const isAll = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey);
    if (event.altKey || (event.metaKey && !isAll) || current === null) return;
    const from = { index: Math.max(0, index), column };
    if (isAll) selection.toggleAll(order);
    else if (event.key === ' ' && column !== 0 && isCell(event.target)) {
      if (event.shiftKey) selection.extend(current, order);
      else selection.toggle(current);
    } else if (isEnter(event) && isCell(event.target)) monitor.opened.value = { kind: 'student', key: current };
    else {
      const to = moved(event, from, { count: order.length, page: page.peek(), isRtl: monitor.page.dir === 'rtl' });
      const key = to && order[to.index];
      if (!to || !key) return;
      if (event.shiftKey && to.index !== from.index && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        if (!selection.has(current)) selection.toggle(current);
        selection.extend(key, order);
      }
      cursor.go({ key, column: to.column });
    }
    event.preventDefault();
  };

  return (
    <section class="students" id="students" tabIndex={-1} aria-label={t('students')}>
      <p class="visually-hidden" id="grid-hint">
        {t('gridHint')}
      </p>
      <table
        {...GRID}
        aria-label={t('students')}
        aria-describedby="grid-hint"
        aria-rowcount={order.length + 1}
        onKeyDown={onKeyDown}
        {...holds}
        onFocusIn={() => {
          hadFocus.current = true;
          list.hold('focus', true);
        }}
        onFocusOut={(event) => {
          if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
          hadFocus.current = event.relatedTarget === null && hadFocus.current;
          list.hold('focus', false);
        }}
      >
        <thead {...GROUP}>
          <tr {...ROW} aria-rowindex={1} class="columns">
            {COLUMNS.map((name) => (
              <th
                key={name}
                {...HEADING}
                scope="col"
                class={`column-${name}`}
                aria-sort={SORTED[list.sort.value] === name ? 'ascending' : undefined}
              >
                <span class={name === 'select' ? 'visually-hidden' : ''}>{t(HEADINGS[name])}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...GROUP} ref={body} style={{ '--count': order.length }}>
          {drawn(order, span, current).map(([key, at]) => (
            <StudentRow key={key} student={key} index={at} focusColumn={key === current ? column : -1} />
          ))}
        </tbody>
      </table>
      {order.length === 0 && <p class="nobody">{t(room.size === 0 ? 'nobody' : 'nobodyFound')}</p>}
    </section>
  );
}

/** True where the cell itself has the focus, and no control in it that has its own use for the key. */
function isCell(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute('role') === 'gridcell';
}
