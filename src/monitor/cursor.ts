import { signal } from '@preact/signals';
import type { StudentKey } from './room';

/** The columns of the list, in their order. */
export const COLUMNS = ['select', 'student', 'state', 'progress', 'answer', 'connection', 'time', 'attention'] as const;
export type Column = (typeof COLUMNS)[number];

/** The cell that takes the focus: one for the whole list, so that it is one stop of the Tab key. */
export interface Cell {
  readonly key: StudentKey;
  readonly column: number;
}

/**
 * Where a key takes the focus in the list; null when it is not a key of the list. `page` is how many rows are in sight.
 */
export function moved(
  event: { readonly key: string; readonly ctrlKey: boolean },
  from: { readonly index: number; readonly column: number },
  { count, page, isRtl }: { readonly count: number; readonly page: number; readonly isRtl: boolean },
): { readonly index: number; readonly column: number } | null {
  const last = COLUMNS.length - 1;
  const to = (index: number, column = from.column) => ({
    index: Math.min(count - 1, Math.max(0, index)),
    column: Math.min(last, Math.max(0, column)),
  });
  switch (event.key) {
    case 'ArrowDown':
      return to(from.index + 1);
    case 'ArrowUp':
      return to(from.index - 1);
    case 'ArrowLeft':
      return to(from.index, from.column + (isRtl ? 1 : -1));
    case 'ArrowRight':
      return to(from.index, from.column + (isRtl ? -1 : 1));
    case 'Home':
      return event.ctrlKey ? to(0, 0) : to(from.index, 0);
    case 'End':
      return event.ctrlKey ? to(count - 1, last) : to(from.index, last);
    case 'PageDown':
      return to(from.index + page);
    case 'PageUp':
      return to(from.index - page);
    default:
      return null;
  }
}

/** The place of the focus, and whether it is to be taken there. */
export class Cursor {
  readonly cell = signal<Cell | null>(null);
  /** Counts up when the focus is to go to the place. */
  readonly asked = signal(0);

  /** The focus came here by itself. */
  at(cell: Cell): void {
    const known = this.cell.peek();
    if (known?.key !== cell.key || known.column !== cell.column) this.cell.value = cell;
  }

  /** Takes the focus there. */
  go(cell: Cell): void {
    this.at(cell);
    this.asked.value += 1;
  }
}
