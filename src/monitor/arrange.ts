import { troubleKey, troubleOf } from './trouble';
import type { Row } from './wire';

export const FILTERS = ['all', 'trouble', 'working', 'paused', 'waiting', 'finished'] as const;
export type Filter = (typeof FILTERS)[number];

export const SORTS = ['trouble', 'name', 'progress', 'time'] as const;
export type Sort = (typeof SORTS)[number];

/** What a list is asked for. */
export interface Wish {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly search: string;
}

/** What a student is called here: the name, or the address when there is none. */
export function nameOf({ user }: Row): string {
  return user.name?.trim() || user.email;
}

/** True when the filter takes the row. */
export function isIn(filter: Filter, row: Row, now: number): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'trouble':
      return troubleOf(row, now) !== null;
    case 'working':
      return row.status === 'in_progress';
    case 'paused':
      return row.status === 'paused';
    case 'waiting':
      return row.status === 'not_started';
    case 'finished':
      return row.status === 'completed';
  }
}

/** How many rows each filter takes. */
export function countsOf(rows: Iterable<Row>, now: number): Readonly<Record<Filter, number>> {
  const counts = { all: 0, trouble: 0, working: 0, paused: 0, waiting: 0, finished: 0 };
  for (const row of rows) for (const filter of FILTERS) if (isIn(filter, row, now)) counts[filter] += 1;
  return counts;
}

/**
 * The rows that are asked for, in the order that is asked for. Rows that are alike stand by name, then by ID, so that
 * an order is the same each time.
 */
export function arrange(rows: Iterable<Row>, wish: Wish, now: number, collator: Intl.Collator): Row[] {
  const words = fold(wish.search).split(/\s+/).filter(Boolean);
  const found = [...rows].filter((row) => isIn(wish.filter, row, now) && matches(row, words));
  const keys = new Map(found.map((row) => [row, KEYS[wish.sort](row, now)]));
  return found.sort(
    (a, b) =>
      compareKeys(keys.get(a) ?? [], keys.get(b) ?? []) ||
      collator.compare(nameOf(a), nameOf(b)) ||
      (a.user.id < b.user.id ? -1 : 1),
  );
}

const KEYS: Readonly<Record<Sort, (row: Row, now: number) => readonly number[]>> = {
  trouble: troubleKey,
  name: () => [],
  progress: (row) => [shareOf(row)],
  time: (row) => [timeOf(row)],
};

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Who has not started stands after those who have answered nothing. */
function shareOf({ status, progress }: Row): number {
  if (status === 'not_started') return 2;
  return progress.total === 0 ? 0 : progress.answered / progress.total;
}

/** Only time that runs is little: without an end, or ended, comes last. */
function timeOf({ status, deadline }: Row): number {
  const running = status === 'in_progress' || status === 'paused';
  return running && deadline !== null ? Date.parse(deadline) : Number.MAX_SAFE_INTEGER;
}

function matches(row: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(`${row.user.name ?? ''} ${row.user.email}`);
  return words.every((word) => text.includes(word));
}

/** Without case and accents: who looks for "Zoe" finds "Zoë". */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
