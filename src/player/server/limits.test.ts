import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { backoff } from '../page/retry';
import { Outbox } from '../saving/outbox';
import { acknowledgement, ok, problem, unreachable } from '../test/doubles';
import type { Reply } from './api';
import type { SaveRequest, SaveResult } from './wire';

const MINUTE = 60_000;
const QUESTIONS = 100;

/** What the page of limits says, which a test of the server compares with its constants. */
function limit(name: string): number {
  const page = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');
  const value = new RegExp(`^\\| \`${name}\` \\| ([\\d,]+)`, 'm').exec(page)?.[1];
  return Number(value?.replaceAll(',', ''));
}

/** The most that fell into one minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + MINUTE).length));
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/**
 * A page whose every question has something to save, against such a server, for ten minutes; chance is at its worst.
 */
async function save(answer: (save: SaveRequest, count: number) => Reply<SaveResult>): Promise<number> {
  const times: number[] = [];
  const outbox = new Outbox({
    send: async (request) => {
      times.push(performance.now());
      await Promise.resolve();
      return answer(request, times.length);
    },
    onSaved: () => undefined,
    onSessionRefused: () => undefined,
    browserStore: {
      keep: async () => undefined,
      forget: async () => undefined,
      drop: async () => undefined,
      adopt: () => undefined,
    },
    now: () => '2026-01-05T10:00:00.000Z',
    random: () => 0,
  });
  outbox.adopt(1, {});
  for (let second = 0; second < 600; second += 1) {
    for (let i = 0; i < (second === 0 ? QUESTIONS : 1); i += 1) {
      outbox.edit(`q_${i}`, { value: `${second}`, completed: true }, true);
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }
  return mostInAMinute(times);
}

test.each<[string, (request: SaveRequest, count: number) => Reply<SaveResult>]>([
  ['is away', () => unreachable()],
  ['fails', () => problem(500, 'defect')],
  ['answers every second save', (request, count) => (count % 2 === 0 ? ok(acknowledgement(request)) : unreachable())],
  ['answers one save in ten', (request, count) => (count % 10 === 0 ? ok(acknowledgement(request)) : unreachable())],
])('a page never meets the limit of requests while the server %s', async (_, answer) => {
  expect(await save(answer)).toBeLessThan(limit('Examlet__StudentRateLimit') / 2);
});

test('a page that opens again and again never meets the limit of opens', () => {
  let at = 0;
  const times = Array.from({ length: 100 }, (_, i) => {
    at += backoff(i + 1, 0, () => 0);
    return at;
  });
  expect(mostInAMinute(times)).toBeLessThan(limit('Opens') / 2);
});
