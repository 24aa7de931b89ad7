import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freshKey, MonitorCalls } from './api';
import type { ActionRequest } from './wire';

const extend: ActionRequest = { action: 'extend', sessions: ['session_1'], minutes: 5, reason: 'Fire alarm' };
const results = [{ sessionId: 'session_1', done: true, detail: null }];
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

let fetched: ReturnType<typeof vi.fn<typeof fetch>>;

beforeEach(() => {
  vi.useFakeTimers();
  fetched = vi.fn<typeof fetch>(async () => json({ results }));
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const keysSent = () => fetched.mock.calls.map(([, init]) => new Headers(init?.headers).get('Idempotency-Key'));

async function act(key = 'key-1') {
  const reply = new MonitorCalls('https://exams.example/below/monitor/s3cret?lang=nl').act(extend, key);
  await vi.runAllTimersAsync();
  return reply;
}

test('an action goes beside the page, with the secret in a header and nowhere else', async () => {
  expect(await act()).toEqual({ kind: 'done', results });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(String(url)).toBe('https://exams.example/below/monitor-api/actions');
  expect(init).toMatchObject({ method: 'POST', headers: { Authorization: 'Bearer s3cret' } });
  expect(JSON.parse(String(init?.body))).toEqual(extend);
});

test.each([
  ['the network breaks', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['something on the way fails', async () => new Response('Bad gateway', { status: 502 })],
  ['a page answers in the place of the server', async () => new Response('<h1>Log in</h1>')],
  ['the first of it is still under way', async () => json({ type: 'request-in-progress' }, 409)],
])('an action is sent again under the same key when %s', async (_, failure) => {
  fetched.mockImplementationOnce(failure);
  expect(await act()).toEqual({ kind: 'done', results });
  expect(keysSent()).toEqual(['key-1', 'key-1']);
});

test('an action is sent three times at most, and then nobody knows', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await act()).toEqual({ kind: 'unknown' });
  expect(keysSent()).toEqual(['key-1', 'key-1', 'key-1']);
});

test('an answer that does not come is not waited for again unasked', async () => {
  fetched.mockImplementation(
    (_, init) => new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))),
  );
  expect(await act()).toEqual({ kind: 'unknown' });
  expect(fetched).toHaveBeenCalledOnce();
});

test('what the server refuses is not sent again', async () => {
  fetched.mockImplementation(async () => json({ errors: { minutes: ['Above 0.'] } }, 400));
  expect(await act()).toEqual({ kind: 'refused', detail: 'Above 0.' });
  expect(fetched).toHaveBeenCalledOnce();
});

test('each key is another', () => {
  expect(new Set(Array.from({ length: 100 }, freshKey)).size).toBe(100);
});
