/** The rows of one height that are drawn: from `first` up to and without `end`, a few beyond each edge. */
export function spanOf(top: number, viewHeight: number, rowHeight: number, count: number, beyond = 8) {
  const within = (index: number) => Math.min(count, Math.max(0, index));
  if (rowHeight <= 0) return { first: 0, end: within(30) };
  return {
    first: within(Math.floor(top / rowHeight) - beyond),
    end: within(Math.ceil((top + viewHeight) / rowHeight) + beyond),
  };
}

/** Where a list must be scrolled to, so that a row of it is seen whole. */
export function scrolledTo(index: number, top: number, viewHeight: number, rowHeight: number): number {
  const from = index * rowHeight;
  if (from < top) return from;
  return from + rowHeight > top + viewHeight ? from + rowHeight - viewHeight : top;
}
