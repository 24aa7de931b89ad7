import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { acknowledgement } from '../test/doubles';
import { Api } from './api';

const save = { questionId: 'q_1', epoch: 2, revision: 3, value: 'a', completed: true };
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

let fetched: ReturnType<typeof vi.fn<typeof fetch>>;

beforeEach(() => {
  fetched = vi.fn<typeof fetch>(async () => json(acknowledgement(save)));
  vi.stubGlobal('fetch', fetched);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const api = () => new Api('https://exams.example/below/a/prefix/embeds/s3cret?x=1#q');

test('calls go beside the page, below any prefix, with the secret in a header and nowhere else', async () => {
  await api().saveAnswer(save, { keepalive: true });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(String(url)).toBe('https://exams.example/below/a/prefix/embed-api/answers/q_1');
  expect(init).toMatchObject({ method: 'PUT', keepalive: true, headers: { Authorization: 'Bearer s3cret' } });
  expect(init?.body).toBe('{"epoch":2,"revision":3,"value":"a","completed":true}');
});

test('a browser that refuses a request that outlives the page is asked for one that does not', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  expect(await api().saveAnswer(save, { keepalive: true })).toMatchObject({ ok: true });
  expect(fetched.mock.calls.map(([, init]) => init?.keepalive)).toEqual([true, false]);
});

test('any other request that fails is not sent again', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  expect(await api().saveAnswer(save)).toMatchObject({ ok: false, status: 0 });
  expect(fetched).toHaveBeenCalledOnce();
});

test('a page that answers in the server’s place is no answer', async () => {
  fetched.mockResolvedValue(new Response('<h1>Log in</h1>', { headers: { 'Content-Type': 'text/html' } }));
  expect(await api().saveAnswer(save)).toMatchObject({ ok: false, status: 0 });
  fetched.mockResolvedValue(new Response('Forbidden', { status: 403, headers: { 'Content-Type': 'text/plain' } }));
  expect(await api().saveAnswer(save)).toMatchObject({ ok: false, status: 0 });
});

test('the result is fetched, and sends nothing', async () => {
  fetched.mockResolvedValue(
    json({ score: { points: 1, maxPoints: 2, needsGrading: false }, questions: [], answers: {} }),
  );
  expect(await api().result()).toMatchObject({ ok: true, body: { score: { points: 1 } } });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(String(url)).toBe('https://exams.example/below/a/prefix/embed-api/result');
  expect(init).toMatchObject({ method: 'GET', body: null, headers: { Authorization: 'Bearer s3cret' } });
});

test('a problem is known by the last part of its type', async () => {
  const body = { type: 'urn:examlet:problem:answers-missing', detail: 'x', questions: ['q_1'] };
  fetched.mockResolvedValue(json(body, 409, { 'Content-Type': 'application/problem+json', 'Retry-After': '7' }));
  expect(await api().handIn({ epoch: 1, answers: [], revisions: {} })).toEqual({
    ok: false,
    status: 409,
    problem: { name: 'answers-missing', detail: 'x', questions: ['q_1'], more: body },
    retryAfterMs: 7_000,
  });
});

test('a try ends after 10 s', async () => {
  vi.useFakeTimers();
  fetched.mockImplementation(
    (_url, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))),
  );
  const reply = api().open();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await reply).toMatchObject({ ok: false, status: 0 });
});
