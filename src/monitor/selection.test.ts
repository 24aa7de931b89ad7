import { expect, test } from 'vitest';
import { Selection } from './selection';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: Selection) => [...selection.keys.value].sort().join('');

test('a range goes from the last one to this one, in either direction', () => {
  const selection = new Selection();
  selection.toggle('d');
  selection.extend('b', ORDER);
  expect(chosen(selection)).toBe('bcd');
});

test('a range from one that was let go lets go', () => {
  const selection = new Selection();
  selection.toggleAll(ORDER);
  selection.toggle('b');
  selection.extend('d', ORDER);
  expect(chosen(selection)).toBe('ae');
});

test('a range from one that is not in the list any more is this one alone', () => {
  const selection = new Selection();
  selection.toggle('x');
  selection.extend('b', ORDER);
  expect(chosen(selection)).toBe('bx');
});

test('all shown are chosen beside who was, and let go again', () => {
  const selection = new Selection();
  selection.toggle('x');
  selection.toggleAll(ORDER);
  expect(chosen(selection)).toBe('abcdex');
  selection.toggleAll(ORDER);
  expect(chosen(selection)).toBe('x');
});

test('who has left is not chosen any more', () => {
  const selection = new Selection();
  selection.toggleAll(ORDER);
  selection.keep((key) => key !== 'c');
  expect(chosen(selection)).toBe('abde');
});
