import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type HostTells, listenToHost } from './from-host';

const ORIGIN = 'https://school.example';

function setUp() {
  const target = new EventTarget();
  const parent = {};
  const page = Object.assign(target, { parent, innerHeight: 1000 }) as unknown as Window;
  const heard: unknown[] = [];
  const tells: HostTells = {
    viewport: (top, bottom) => void heard.push({ top, bottom }),
    locale: (tag) => void heard.push(tag),
    theme: (color) => void heard.push(color),
  };
  const stop = listenToHost(page, ORIGIN, tells);
  const say = (data: unknown, { source = parent, origin = ORIGIN }: { source?: unknown; origin?: string } = {}) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data, source, origin }));
  return { say, heard, stop };
}

const message = (name: string, data: unknown) => ({ type: 'examlet:host', v: 1, name, data });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('the host says what can be seen, in which language and in which colour', () => {
  const { say, heard } = setUp();
  say(message('viewport', { top: 100, height: 500 }));
  say(message('locale', { locale: 'nl-BE' }));
  say(message('theme', { primaryColor: '#0f766e' }));
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual([{ top: 100, bottom: 600 }, 'nl-BE', '#0f766e']);
});

test.each([
  ['another window', { source: {} }],
  ['another origin', { origin: 'https://evil.example' }],
  ['the right host over http', { origin: 'http://school.example' }],
])('nothing is heard from %s', (_who, from) => {
  const { say, heard } = setUp();
  say(message('locale', { locale: 'nl' }), from);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual([]);
});

test.each([
  { type: 'examlet:host', v: 2, name: 'locale', data: { locale: 'nl' } },
  { type: 'examlet:host', v: 1, name: 'hand-in', data: {} },
  { type: 'examlet:host', v: 1, name: 'constructor', data: {} },
  { type: 'examplary:embed-event', v: 1, name: 'locale', data: { locale: 'nl' } },
  message('locale', { locale: 'nl"><script>' }),
  message('locale', { locale: 'a'.repeat(100_000) }),
  message('locale', 'nl'),
  message('theme', { primaryColor: 'url(https://evil.example)' }),
  message('theme', { primaryColor: { toString: () => '#000000' } }),
  message('viewport', { top: Number.NaN, height: 5 }),
  message('viewport', { top: '0', height: 5 }),
  message('viewport', null),
  null,
  5,
  'locale',
])('what is not a message of the contract does nothing: %j', (data) => {
  const { say, heard } = setUp();
  say(data);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual([]);
});

test('what can be seen is clamped to the frame', () => {
  const { say, heard } = setUp();
  say(message('viewport', { top: -500, height: 1e9 }));
  vi.advanceTimersByTime(200);
  say(message('viewport', { top: 1e9, height: -1e9 }));
  vi.advanceTimersByTime(200);
  expect(heard).toEqual([
    { top: 0, bottom: 1000 },
    { top: 1000, bottom: 1000 },
  ]);
});

test('of a flood at most ten a second are acted upon, and the newest is among them', () => {
  const { say, heard } = setUp();
  for (let i = 0; i < 1_000; i += 1) {
    say(message('viewport', { top: i, height: 300 }));
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(100);
  expect(heard.length).toBeLessThanOrEqual(12);
  expect(heard.at(-1)).toEqual({ top: 999, bottom: 1000 });
});

test('after it was ended nothing is heard', () => {
  const { say, heard, stop } = setUp();
  stop();
  say(message('locale', { locale: 'nl' }));
  expect(heard).toEqual([]);
});
