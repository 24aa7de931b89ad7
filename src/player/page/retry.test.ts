import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { afresh, again, atOnce, backoff, isFinal, isGone, pause, retry, Wake } from './retry';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

afterEach(() => {
  vi.useRealTimers();
});

/** Calls `call` until it brings something, and notes when each call was made. */
function watch(...replies: readonly unknown[]) {
  const calls: number[] = [];
  const began = performance.now();
  const call = vi.fn(async (failures: number) => {
    calls.push(performance.now() - began);
    return replies[Math.min(failures, replies.length - 1)] as string;
  });
  return { calls, call };
}

test('what is not there yet is asked for again, later and later', async () => {
  const { calls, call } = watch(again(), again(), again(), 'found');
  const found = retry(call);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await found).toBe('found');
  expect(calls).toEqual([0, 500, 1_500, 3_500]);
});

test.each<[string, ReturnType<typeof again>, number]>([
  ['no sooner than the server asks', again(8_000), 8_000],
  ['without a wait where none is needed', atOnce(), 0],
  ['after the first wait where it went well until then', afresh(), 500],
])('it is asked for %s', async (_, reply, ms) => {
  const { calls, call } = watch(reply, 'found');
  const found = retry(call);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await found).toBe('found');
  expect(calls[1]).toBe(ms);
});

test('it begins with longer waits where it is told to', async () => {
  const { calls, call } = watch(again(), again(), 'found');
  const found = retry(call, { failures: 1 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await found).toBe('found');
  expect(calls).toEqual([0, 1_000, 3_000]);
});

describe('a stop', () => {
  test('ends the wait, and brings nothing', async () => {
    const stop = new AbortController();
    const { call } = watch(again());
    const found = retry(call, { stop: stop.signal });
    await vi.advanceTimersByTimeAsync(100);
    stop.abort();
    expect(await found).toBeUndefined();
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('during a call brings nothing either', async () => {
    const stop = new AbortController();
    const found = retry(
      async () => {
        stop.abort();
        return 'found';
      },
      { stop: stop.signal },
    );
    expect(await found).toBeUndefined();
  });

  test('before the first call makes none', async () => {
    const { call } = watch('found');
    expect(await retry(call, { stop: AbortSignal.abort() })).toBeUndefined();
    expect(call).not.toHaveBeenCalled();
  });
});

test('who is woken asks at once, each time', async () => {
  const wake = new Wake();
  const { calls, call } = watch(again(60_000), again(60_000), 'found');
  const found = retry(call, { wake });
  await vi.advanceTimersByTimeAsync(100);
  wake.now();
  await vi.advanceTimersByTimeAsync(100);
  wake.now();
  expect(await found).toBe('found');
  expect(calls).toEqual([0, 100, 200]);
});

test('a wait that was cut short before it began is none', async () => {
  await pause(60_000, AbortSignal.abort());
  expect(vi.getTimerCount()).toBe(0);
});

test('a wait leaves nothing behind in what could have cut it short', async () => {
  const stop = new AbortController();
  const remove = vi.spyOn(stop.signal, 'removeEventListener');
  const waited = pause(100, stop.signal);
  await vi.advanceTimersByTimeAsync(100);
  await waited;
  expect(remove).toHaveBeenCalledTimes(1);
});

test.each([
  [1, 0, 250, 500],
  [2, 0, 500, 1_000],
  [7, 0, 15_000, 30_000],
  [99, 0, 15_000, 30_000],
  [1, 9_000, 9_000, 9_000],
])('after %i failures, with %i ms asked for, it waits from %i to %i ms', (failures, asked, least, most) => {
  expect(backoff(failures, asked, () => 0)).toBe(least);
  expect(backoff(failures, asked, () => 1)).toBe(most);
});

test.each([
  [0, false],
  [200, false],
  [400, true],
  [401, false],
  [403, true],
  [404, true],
  [408, false],
  [409, true],
  [410, true],
  [422, true],
  [429, false],
  [500, false],
  [503, false],
])('a status of %i is the last word: %s', (status, isLast) => {
  expect(isFinal(status)).toBe(isLast);
});

test.each([
  [404, true],
  [410, true],
  [409, false],
  [503, false],
])('with %i the address leads nowhere any more: %s', (status, expected) => {
  expect(isGone(status)).toBe(expected);
});
