import { expect, test } from 'vitest';
import { newsOf, urgentOf } from './speech';
import { NOW, student, texts } from './test-rows';
import type { Row } from './wire';

const said = (before: readonly Row[], after: readonly Row[]) =>
  newsOf(urgentOf(before, NOW), urgentOf(after, NOW), texts);
const away = (number: number, more: Partial<Row> = {}) => student(number, { connected: false, ...more });

test('says who got out of contact, and that answers are not sent, in few words', () => {
  const after = [away(1), away(2, { unsent: 3 }), student(3)];
  expect(said([student(1), student(2), student(3)], after)).toBe(
    'Out of contact with unsent answers: Student 0002. Out of contact: Student 0001.',
  );
});

test('names a few of many', () => {
  expect(
    said(
      [],
      [1, 2, 3, 4, 5].map((number) => away(number)),
    ),
  ).toBe('Out of contact: Student 0001, Student 0002, Student 0003 and 2 more.');
});

test('says nothing again, and nothing when it gets better', () => {
  expect(said([away(1)], [away(1)])).toBe('');
  expect(said([away(1)], [student(1)])).toBe('');
});

test('minor troubles are seen, not said', () => {
  expect(said([student(1)], [student(1, { retained: 2, unread: 1 })])).toBe('');
});
