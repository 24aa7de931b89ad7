import { expect, test } from 'vitest';
import { addMissing } from './old-browsers';

interface List {
  findLast(is: (entry: number) => boolean): number | undefined;
  at(index: number): number | undefined;
}

function listOf(...entries: number[]): List {
  const list: object = Object.assign(Object.create(null), entries, { length: entries.length });
  addMissing(list, {});
  return list as List;
}

test('the last match is found', () => expect(listOf(1, 2, 3, 4).findLast((entry) => entry < 4)).toBe(3));

test('no match is none', () => expect(listOf(1).findLast((entry) => entry > 1)).toBeUndefined());

test('an entry is found from either end', () => {
  const list = listOf(1, 2, 3);
  expect([list.at(0), list.at(-1), list.at(3), list.at(-4), list.at(Number.NaN)]).toEqual([
    1,
    3,
    undefined,
    undefined,
    1,
  ]);
});

test('own names are known', () => {
  const record = {} as { hasOwn(owner: object, name: string): boolean };
  addMissing({}, record);
  expect([record.hasOwn({ a: 1 }, 'a'), record.hasOwn({}, 'toString')]).toEqual([true, false]);
});

test('what the browser has stays as it is', () => {
  const own = { findLast: 'mine' };
  addMissing(own, {});
  expect(own.findLast).toBe('mine');
});
