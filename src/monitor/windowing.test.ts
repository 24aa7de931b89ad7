import { expect, test } from 'vitest';
import { drawn, movesBetween, spanOf } from './windowing';

test('the rows in sight are drawn, and a few beyond', () => {
  expect(spanOf(0, 600, 60, 1000, 2)).toEqual({ first: 0, end: 12 });
  expect(spanOf(6000, 600, 60, 1000, 2)).toEqual({ first: 98, end: 112 });
  expect(spanOf(59_900, 600, 60, 1000, 2)).toEqual({ first: 996, end: 1000 });
});

test('a list that is not in sight yet, or short, or not measured', () => {
  expect(spanOf(-900, 600, 60, 1000, 2)).toEqual({ first: 0, end: 0 });
  expect(spanOf(0, 600, 60, 3, 2)).toEqual({ first: 0, end: 3 });
  expect(spanOf(0, 600, 0, 1000, 6)).toEqual({ first: 0, end: 6 });
});

test('the row with the focus is drawn wherever it is, in its place', () => {
  const items = ['a', 'b', 'c', 'd', 'e'];
  const names = (focused: string | null) =>
    drawn(items, { first: 2, end: 4 }, focused).map(([item, at]) => `${item}${at}`);
  expect(names(null)).toEqual(['c2', 'd3']);
  expect(names('c')).toEqual(['c2', 'd3']);
  expect(names('a')).toEqual(['a0', 'c2', 'd3']);
  expect(names('e')).toEqual(['c2', 'd3', 'e4']);
  expect(names('gone')).toEqual(['c2', 'd3']);
});

test('changes count who would move, come or go, and not who is pushed along', () => {
  expect(movesBetween(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'd'])).toBe(0);
  expect(movesBetween(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1);
  expect(movesBetween(['a', 'b', 'c'], ['c', 'b', 'a'])).toBe(2);
  expect(movesBetween(['a', 'b'], ['b', 'x'])).toBe(2);
});
