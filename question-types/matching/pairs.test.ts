import { describe, expect, test } from 'vitest';
import { type Pairs, paired, pairsOf, toValue } from './pairs';

const left = ['fr', 'nl', 'be'];
const right = ['Brussels', 'Paris', 'Amsterdam', 'none'];

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

describe('stored pairs', () => {
  test('come in the order of the left entries', () => {
    expect(toValue([1, 2, null], left, right)).toEqual(['fr = Paris', 'nl = Amsterdam']);
  });

  test('are null when there are none', () => {
    expect(toValue([null, null, null], left, right)).toBeNull();
  });

  test('are read in any order', () => {
    expect(pairsOf(['be = Brussels', 'fr = Paris'], left, right)).toEqual([1, null, 0]);
  });

  test('that cannot be read are left out', () => {
    expect(pairsOf(['fr = London', 'Paris', 'fr=Paris', 'nl = Amsterdam'], left, right)).toEqual([null, 2, null]);
  });

  test('are kept apart where “ = ” stands in the texts', () => {
    const sums = ['2 + 2', '2 + 2 = 4', '4'];
    const products = ['2 * 2', '2 * 2 = 4'];
    expect(pairsOf(['2 + 2 = 4 = 2 * 2'], sums, products)).toEqual([null, 0, null]);
    expect(pairsOf(['2 + 2 = 2 * 2 = 4', '4 = 2 * 2'], sums, products)).toEqual([1, null, 0]);
  });

  test('keep the first where one left entry has two', () => {
    expect(pairsOf(['fr = Paris', 'fr = none'], left, right)).toEqual([1, null, null]);
  });

  test('come back as they were stored, whatever was matched', () => {
    const next = numbers(7);
    for (let round = 0; round < 500; round += 1) {
      const pairs: Pairs = left.map(() => (next(3) === 0 ? null : next(right.length)));
      expect(pairsOf(toValue(pairs, left, right), left, right)).toEqual(pairs);
    }
  });

  test('are stored again as they were, also where “ = ” stands in the texts', () => {
    const next = numbers(11);
    const texts = ['a', 'a = b', 'b = c', 'c', ' = ', ''];
    for (let round = 0; round < 500; round += 1) {
      const stored = toValue(
        texts.map(() => (next(2) === 0 ? null : next(texts.length))),
        texts,
        texts,
      );
      const again = toValue(pairsOf(stored, texts, texts), texts, texts);
      for (const entry of again ?? []) expect(stored).toContain(entry);
    }
  });
});

test('a left entry has one right one, and a right one may have several left ones', () => {
  const pairs = paired(paired(paired([null, null, null], 0, 1), 0, 2), 1, 2);
  expect(pairs).toEqual([2, 2, null]);
});

test('a pair is taken back', () => {
  expect(paired([1, 2, 0], 1, null)).toEqual([1, null, 0]);
});
