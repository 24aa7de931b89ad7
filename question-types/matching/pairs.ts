import { type AnswerValue, listOf } from '@examlet/player';

/** For each left entry, which right one belongs to it. */
export type Pairs = readonly (number | null)[];

const EQUAL = ' = ';

/**
 * Reads "L = R" entries, parted where a left entry ends and a right one begins. There is one such place, or the
 * server would have refused the question; in older ones an entry is given to the first left entry that is still
 * free. What fits nowhere is left out.
 */
export function pairsOf(value: AnswerValue, left: readonly string[], right: readonly string[]): Pairs {
  const pairs: (number | null)[] = left.map(() => null);
  const lefts = new Map(left.map((text, index) => [text, index]));
  const rights = new Map(right.map((text, index) => [text, index]));
  for (const entry of listOf(value)) {
    let found: readonly [number, number] | null = null;
    for (let at = entry.indexOf(EQUAL); at >= 0; at = entry.indexOf(EQUAL, at + 1)) {
      const l = lefts.get(entry.slice(0, at));
      const r = rights.get(entry.slice(at + EQUAL.length));
      if (l !== undefined && r !== undefined && pairs[l] === null && !(found && found[0] < l)) found = [l, r];
    }
    if (found) pairs[found[0]] = found[1];
  }
  return pairs;
}

/** The pairs as they are stored, in the order of the left entries; null when there is none. */
export function toValue(pairs: Pairs, left: readonly string[], right: readonly string[]): AnswerValue {
  const entries = left.flatMap((l, index) => {
    const r = right[pairs[index] ?? -1];
    return r === undefined ? [] : [`${l} = ${r}`];
  });
  return entries.length > 0 ? entries : null;
}

/** The same pairs, but one left entry belongs to this right one, or with null to none. */
export function paired(pairs: Pairs, left: number, right: number | null): Pairs {
  return pairs.map((chosen, index) => (index === left ? right : chosen));
}
