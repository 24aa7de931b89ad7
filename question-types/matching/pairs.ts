import { type AnswerValue, listOf } from '@examlet/player';

/** For each left entry, which right one belongs to it. */
export type Pairs = readonly (number | null)[];

/** Reads "L = R" entries. Each is given to the first left entry that is still free; what fits nowhere is left out. */
export function pairsOf(value: AnswerValue, left: readonly string[], right: readonly string[]): Pairs {
  const pairs: (number | null)[] = left.map(() => null);
  for (const entry of listOf(value)) {
    const matches = (l: string) => right.findIndex((r) => `${l} = ${r}` === entry);
    const at = left.findIndex((l, index) => pairs[index] === null && matches(l) >= 0);
    if (at >= 0) pairs[at] = matches(left[at] ?? '');
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
