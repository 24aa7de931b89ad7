import { describe, expect, test } from 'vitest';
import { NOW, rowOf } from './test-rows';
import { QUIET_MS, type TROUBLES, troubleKey, troubleOf, troublesOf, UNSENT_MS } from './trouble';
import type { Row } from './wire';

const ago = (ms: number) => new Date(NOW - ms).toISOString();
const inMs = (ms: number) => new Date(NOW + ms).toISOString();

/** One row for each trouble, and nothing else wrong with it. */
const EXAMPLES: Readonly<Record<(typeof TROUBLES)[number], Partial<Row>>> = {
  'cut-off': { connected: false, lastSeenAt: ago(60_000), unsent: 2, unsentAt: ago(70_000) },
  disconnected: { connected: false, lastSeenAt: ago(60_000), unsent: 0 },
  outage: { outage: { minutes: 4, lastFrom: ago(900_000), lastUntil: ago(700_000) } },
  short: { deadline: inMs(9 * 60_000), progress: { answered: 4, total: 10 } },
  undelivered: { status: 'completed', final: true, completedAt: ago(0), connected: false, unsent: 1 },
  unsent: { unsent: 1, unsentAt: ago(UNSENT_MS) },
  kept: { retained: 1 },
  quiet: { lastAnswerAt: ago(QUIET_MS) },
  unread: { unread: 1 },
};

test('a student who works and is heard of is in no trouble', () => {
  expect(troublesOf(rowOf(), NOW)).toEqual([]);
});

test.each(Object.entries(EXAMPLES))('%s is found alone', (trouble, example) => {
  expect(troublesOf(rowOf(example), NOW)).toEqual([trouble]);
});

test('the gravest trouble stands first: contact lost with unsent answers, contact lost, time back, little time', () => {
  const rows = Object.entries(EXAMPLES).map(([id, example]) => rowOf({ id, ...example }));
  const sorted = [...rows, rowOf({ id: 'well' })].reverse().sort((a, b) => compare(a, b));
  expect(sorted.map((row) => row.id)).toEqual([
    'cut-off',
    'disconnected',
    'outage',
    'short',
    'undelivered',
    'unsent',
    'kept',
    'quiet',
    'unread',
    'well',
  ]);
});

function compare(a: Row, b: Row): number {
  const [[rankA, sinceA], [rankB, sinceB]] = [troubleKey(a, NOW), troubleKey(b, NOW)];
  return rankA - rankB || sinceA - sinceB;
}

describe('within one kind of trouble', () => {
  test('who is away longest stands first', () => {
    const [long, brief] = [9_000, 1_000].map((ms) => rowOf({ connected: false, lastSeenAt: ago(ms) }));
    expect(long && brief && compare(long, brief)).toBeLessThan(0);
  });

  test('who has least time stands first', () => {
    const [little, more] = [1, 8].map((minutes) => rowOf({ ...EXAMPLES.short, deadline: inMs(minutes * 60_000) }));
    expect(little && more && compare(little, more)).toBeLessThan(0);
  });
});

test('calm rows stand by state: working, paused, not started, finished', () => {
  const rows = (['completed', 'not_started', 'paused', 'in_progress'] as const).map((status) => rowOf({ status }));
  expect(rows.sort(compare).map((row) => row.status)).toEqual(['in_progress', 'paused', 'not_started', 'completed']);
});

test('what was only just reported as unsent is on its way', () => {
  expect(troubleOf(rowOf({ unsent: 1, unsentAt: ago(UNSENT_MS - 1) }), NOW)).toBeNull();
});

test('who has handed in or is paused may be away; unsent answers still matter', () => {
  expect(troubleOf(rowOf({ status: 'completed', connected: false }), NOW)).toBeNull();
  expect(troubleOf(rowOf({ status: 'paused', connected: false }), NOW)).toBeNull();
  expect(troubleOf(rowOf({ status: 'paused', connected: false, unsent: 1 }), NOW)).toBe('cut-off');
});

test('little time is no trouble when half of the questions are answered', () => {
  expect(troubleOf(rowOf({ ...EXAMPLES.short, progress: { answered: 5, total: 10 } }), NOW)).toBeNull();
});
