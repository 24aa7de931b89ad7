/** What can be seen of the frame, in pixels from its upper edge. */
export interface Slice {
  readonly top: number;
  readonly bottom: number;
}

/**
 * What the host says is covered of what the browser sees, at the upper and at the lower edge: by a keyboard, or by a
 * bar of the host's own.
 */
export interface Covered {
  readonly above: number;
  readonly below: number;
}

/**
 * With less than this in view there is no room for the clock and a line of text: such a word of the host is not
 * followed.
 */
const LEAST = 160;
/** The host's word comes a moment late while its page scrolls: so little is no cover. */
const MOVED = 40;

/**
 * What of the part that the browser sees is covered, by the host's word on what can be seen. The host can only take
 * away.
 */
export function coveredBy(said: Slice, seen: Slice): Covered {
  const share = (length: number) => (length >= MOVED ? length : 0);
  return { above: share(said.top - seen.top), below: share(seen.bottom - said.bottom) };
}

/** The part that is to be seen. */
export function visibleSlice(seen: Slice, { above, below }: Covered): Slice {
  const slice = { top: seen.top + above, bottom: seen.bottom - below };
  return slice.bottom - slice.top >= LEAST ? slice : seen;
}

/** How much can stay in place: everything, the bar alone, nothing. */
export function roomOf(height: number): 'full' | 'low' | 'none' {
  if (height >= 480) return 'full';
  return height >= 320 ? 'low' : 'none';
}
