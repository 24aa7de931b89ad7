import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok, problem, unreachable } from '../test/doubles';
import type { StudentApi } from './api';
import { EventStreamParser, Live, type LiveEvent } from './live';

test('events are put together from any pieces, and unknown ones are left out', () => {
  const stream =
    ': hello\n\nevent: deadline\ndata: {"deadline":null,"serverNow":"x"}\n\nevent: ping\ndata: {}\n\n' +
    'event: superseded\r\ndata: {"epoch":2}\r\n\r\nevent: completed\ndata: not json\n\n';
  for (const size of [1, 2, 7, stream.length]) {
    const parser = new EventStreamParser();
    const events = [];
    for (let start = 0; start < stream.length; start += size)
      events.push(...parser.push(stream.slice(start, start + size)));
    expect(events).toEqual([
      { name: 'deadline', data: { deadline: null, serverNow: 'x' } },
      { name: 'superseded', data: { epoch: 2 } },
    ]);
  }
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => void vi.useRealTimers());

function listen(events: StudentApi['events'], happened: StudentApi['happened']) {
  const heard: LiveEvent[] = [];
  const api = { events: vi.fn(events), happened: vi.fn(happened) };
  const live = new Live(api as Partial<StudentApi> as StudentApi, (event) => heard.push(event));
  live.start(1);
  return { api, live, names: () => heard.map(({ name }) => name) };
}

/** A proxy that takes the request and holds back everything the server says. */
const heldBack: StudentApi['events'] = (_, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

const deadline = { name: 'deadline', data: { deadline: null, serverNow: '2026-01-05T10:00:00.000Z' } };

test('where streams do not come through, the page asks every two seconds', async () => {
  const { api, live, names } = listen(heldBack, async () => ok({ events: [{ name: 'paused', data: {} }, deadline] }));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(api.events).toHaveBeenCalledTimes(2);
  const before = api.happened.mock.calls.length;
  expect(before).toBeGreaterThan(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(api.happened.mock.calls.length - before).toBe(10);
  expect(names().slice(0, 2)).toEqual(['paused', 'deadline']);
  live.stop();
});

test('a page that asks tries a stream again after two minutes', async () => {
  const { api, live } = listen(heldBack, async () => ok({ events: [deadline] }));
  await vi.advanceTimersByTimeAsync(180_000);
  expect(api.events.mock.calls.length).toBe(3);
  live.stop();
});

test('a page that asks ends with the exam', async () => {
  const { api, names } = listen(heldBack, async () => ok({ events: [{ name: 'completed', data: {} }] }));
  await vi.advanceTimersByTimeAsync(180_000);
  expect(api.happened).toHaveBeenCalledOnce();
  expect(names()).toEqual(['completed']);
});

test('without a connection neither streams nor questions follow each other without a wait', async () => {
  const { api, live } = listen(
    () => Promise.reject(new Error('offline')),
    async () => unreachable(),
  );
  await vi.advanceTimersByTimeAsync(300_000);
  expect(api.events.mock.calls.length).toBeLessThan(40);
  expect(api.happened.mock.calls.length).toBeLessThan(40);
  live.stop();
});

test('a pause that ended while the stream was broken has ended', async () => {
  const { names, live } = listen(
    async () => new Response('event: deadline\ndata: {"deadline":null,"serverNow":"x"}\n\n'),
    async () => problem(409, 'superseded'),
  );
  await vi.advanceTimersByTimeAsync(100);
  expect(names().slice(0, 2)).toEqual(['resumed', 'deadline']);
  live.stop();
});
