/** The rows that are drawn: from `first` up to and without `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/**
 * Which of `count` rows of one height are in sight, and a few beyond each edge. `top` is how far the first row is above
 * the edge of the view.
 */
export function spanOf(top: number, viewHeight: number, rowHeight: number, count: number, beyond = 6): Span {
  if (rowHeight <= 0) return { first: 0, end: Math.min(count, beyond) };
  const first = Math.floor(top / rowHeight) - beyond;
  const end = Math.ceil((top + viewHeight) / rowHeight) + beyond;
  const within = (index: number) => Math.min(count, Math.max(0, index));
  return { first: within(first), end: within(end) };
}

/**
 * The drawn rows of a list, and the row with the focus wherever it is: a row that is not drawn cannot keep the focus.
 */
export function drawn<Item>(
  items: readonly Item[],
  { first, end }: Span,
  focused: Item | null,
): readonly (readonly [Item, number])[] {
  const rows = items.slice(first, end).map((item, index) => [item, first + index] as const);
  const at = focused === null ? -1 : items.indexOf(focused);
  if (focused !== null && at >= 0 && at < first) rows.unshift([focused, at]);
  if (focused !== null && at >= end) rows.push([focused, at]);
  return rows;
}

/** How many of the kept items must move for one order to become the other, and how many come or go. */
export function movesBetween(shown: readonly string[], wanted: readonly string[]): number {
  const places = new Map(wanted.map((item, index) => [item, index]));
  const kept = shown.flatMap((item) => places.get(item) ?? []);
  return shown.length - kept.length + (wanted.length - kept.length) + (kept.length - longestRise(kept));
}

/** The length of the longest part of a list that rises, its members not needing to be neighbours. */
function longestRise(list: readonly number[]): number {
  const ends: number[] = [];
  for (const value of list) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    ends[low] = value;
  }
  return ends.length;
}
