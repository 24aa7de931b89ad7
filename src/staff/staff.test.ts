import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../player/page/reply';
import { endingOf, wordsOf } from './api';
import { browserToken, freshToken, inLanguage, readAddress } from './browser';
import { withOutputs } from './staff';
import { ok, problem, staffOf, unreachable } from './test-staff';
import type { Opened } from './wire';

const OPENED: Opened = {
  expiresAt: '2026-01-05T18:00:00.000Z',
  serverNow: '2026-01-05T10:00:00.000Z',
  status: 'pending',
  key: 'a2V5',
};

function answers(...replies: readonly Reply<unknown>[]) {
  const left = [...replies];
  const call = vi.fn(async () => left.shift() ?? unreachable());
  return { call: call as never, bytes: async () => null, calls: call };
}

describe('the flow', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('opens with the token of its browser, and the host hears that it is ready', async () => {
    const api = answers(ok(OPENED));
    const { staff, told } = staffOf(api);
    expect(await staff.open()).toEqual(OPENED);
    expect(api.calls).toHaveBeenCalledWith('POST', 'open', { browser: 'b'.repeat(32) });
    expect(staff.phase.value.kind).toBe('open');
    expect(told.map(({ name }) => name)).toEqual(['session:ready']);
  });

  test('asks again until the server answers, and says so', async () => {
    const { staff } = staffOf(answers(unreachable(), problem(503), ok(OPENED)));
    const opening = staff.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(staff.phase.value).toEqual({ kind: 'opening', isRetrying: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await opening).toEqual(OPENED);
  });

  test.each([
    [410, 'session-expired', 'expired', 'expired'],
    [410, 'session-revoked', 'revoked', 'revoked'],
    [403, 'not-this-browser', 'elsewhere', 'revoked'],
    [403, 'forbidden', 'forbidden', 'revoked'],
  ])('a %i %s ends it, and the host hears why, once', async (status, name, ending, told) => {
    const flow = staffOf(answers(problem(status, name)));
    expect(await flow.staff.open()).toBeNull();
    flow.staff.end('revoked');
    expect(flow.staff.phase.value).toEqual({ kind: 'over', ending });
    expect(flow.told.map(({ name: event, data }) => [event, data])).toEqual([['session:ended', { reason: told }]]);
  });

  test('tells each status with its outputs once', () => {
    const { staff, told } = staffOf(answers());
    staff.became('started', { examId: 'exam_1', graded: 1, remaining: 2 });
    staff.became('started', { examId: 'exam_1', graded: 1, remaining: 2 });
    staff.became('completed', { examId: 'exam_1', graded: 3, remaining: 0 });
    expect(told.map(({ type, status, outputs }) => [type, status, outputs])).toEqual([
      ['examplary:embed-status-update', 'started', { examId: 'exam_1', graded: 1, remaining: 2 }],
      ['examplary:embed-status-update', 'completed', { examId: 'exam_1', graded: 3, remaining: 0 }],
    ]);
  });

  test('Done goes to where the host wants it, with status and outputs', async () => {
    const body = {
      status: 'completed',
      outputs: { rubric: { points: 3 } },
      returnUrl: 'https://school.example/back?a=1',
    };
    const { staff } = staffOf(answers(ok(body)));
    const assign = vi.fn();
    await staff.done({ rubric: {} }, { location: { assign } as unknown as Location });
    expect(assign).toHaveBeenCalledWith(
      'https://school.example/back?a=1&status=completed&rubric=%7B%22points%22%3A3%7D',
    );
  });
});

test('an output that is a text stands as it is in the address', () => {
  expect(withOutputs('https://a.example/', { status: 'completed', outputs: { examId: 'e', graded: 2 } })).toBe(
    'https://a.example/?status=completed&examId=e&graded=2',
  );
});

test('the address says the secret, and the embed session without what would open it', () => {
  const tail = 'a'.repeat(24);
  const secret = `${tail}${'s'.repeat(43)}`;
  expect(readAddress(`https://exam.example/base/embeds/${secret}?locale=nl`)).toEqual({ secret, embed: tail });
  expect(inLanguage(`https://exam.example/embeds/${secret}?locale=nl`, 'ar')).toBe(
    `https://exam.example/embeds/${secret}?locale=ar`,
  );
});

test('a browser keeps its token for one embed session, and has one where storage is refused', () => {
  const kept = new Map<string, string>();
  const storage = () =>
    ({
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    }) as unknown as Storage;
  const first = browserToken('a', storage);
  expect(first).toMatch(/^[\w-]{32}$/);
  expect(browserToken('a', storage)).toBe(first);
  expect(browserToken('b', storage)).not.toBe(first);
  const refused = () => {
    throw new Error('SecurityError');
  };
  expect(browserToken('a', refused)).toMatch(/^[\w-]{32}$/);
  expect(freshToken()).not.toBe(freshToken());
});

test('what a person reads of a problem is what is wrong with the input, else its detail', () => {
  expect(wordsOf(problem(400, 'invalid', { errors: { points: ['Too many.'], comment: ['Too long.'] } }))).toBe(
    'Too many. Too long.',
  );
  expect(wordsOf(problem(409, 'grade-conflict'))).toBe('grade-conflict');
  expect(wordsOf(unreachable())).toBe('');
});

test('a failure that may pass ends nothing', () => {
  for (const status of [0, 400, 404, 409, 429, 500, 503])
    expect(endingOf(status === 0 ? unreachable() : problem(status))).toBeNull();
});
