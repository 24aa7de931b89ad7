import { expect, test } from 'vitest';
import type { StoredAnswer } from '../server/wire';
import type { Undelivered } from './draft';
import { takeUp } from './taking-up';

const mine: Undelivered = {
  draft: { value: 'mine', completed: true },
  base: { epoch: 1, revision: 4 },
  epoch: 2,
  revision: 5,
};
const stored = (epoch: number, revision: number, value = 'theirs'): StoredAnswer => ({
  value,
  completed: true,
  epoch,
  revision,
  savedAt: '2026-01-05T10:00:00.000Z',
});

test.each([
  ['the server has the same answer', stored(9, 9, 'mine'), 'drop'],
  ['nothing was saved since', stored(1, 4), 'send'],
  ['the same page saved an earlier draft', stored(2, 5), 'send'],
  ['the same page saved a later draft', stored(2, 6), 'drop'],
  ['another page saved something else', stored(3, 1), 'choose'],
  ['an older page got something through', stored(1, 5), 'choose'],
  ['what it was based on is gone', null, 'choose'],
] as const)('when %s', (_, server, expected) => {
  expect(takeUp(mine, server)).toBe(expected);
});

test('the first answer to a question is sent when there is none yet', () => {
  expect(takeUp({ ...mine, base: null }, null)).toBe('send');
});
