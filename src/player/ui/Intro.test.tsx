// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Host } from '../host/host';
import english from '../locales/en.json';
import { Clock } from '../page/clock';
import { createTexts } from '../page/texts';
import type { StudentApi } from '../server/api';
import type { ExamSettings } from '../server/wire';
import { Session } from '../session/session';
import { pageData } from '../test/doubles';
import { Intro } from './Intro';
import { PlayerContext } from './player';

const NOW = Date.parse('2026-01-05T10:00:00.000Z');
const inMs = (ms: number) => new Date(NOW + ms).toISOString();

async function show(settings: Partial<ExamSettings>, isEmpty = false): Promise<HTMLElement> {
  const data = pageData();
  if (!data.exam) throw new Error('There is no exam.');
  const exam = { ...data.exam, settings: { ...data.exam.settings, ...settings }, isEmpty };
  const clock = new Clock();
  clock.sync(data.serverNow, 0);
  const session = new Session({ ...data, exam }, {} as StudentApi, clock, new Host(null, null, () => 0));
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  await act(async () =>
    render(
      <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
        <Intro />
      </PlayerContext.Provider>,
      root,
    ),
  );
  return root;
}

const start = (root: HTMLElement) => root.querySelector<HTMLButtonElement>('button');
const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

test('a closed exam says only that it has closed', async () => {
  const root = await show({ closesAt: inMs(-1_000) });
  expect(root.textContent).toBe('AlgebraThis exam has closed. It cannot be started any more.');
});

test('an exam that opens later counts down, and its button works when it is time', async () => {
  const root = await show({ opensAt: inMs(90_000) });
  expect(root.querySelector('.opens')?.textContent).toContain('You can start in 2 minutes.');
  expect(start(root)?.disabled).toBe(true);
  await later(60_000);
  expect(root.querySelector('.opens')?.textContent).toContain('You can start in 30 seconds.');
  await later(31_000);
  expect(start(root)?.disabled).toBe(false);
  expect(root.querySelector('[role=status]')?.textContent).toBe('The exam is open. You can start.');
});

test('of an exam that opens another day only the date is said', async () => {
  const root = await show({ opensAt: inMs(72 * 3_600_000) });
  expect(root.querySelector('.opens')?.textContent).not.toContain('You can start in');
});

test('an exam without questions cannot be started', async () => {
  const root = await show({}, true);
  expect(start(root)).toBeNull();
  expect(root.textContent).toContain('This exam has no questions yet.');
});

test('opening and closing times say their zone', async () => {
  const opensAt = inMs(3_600_000);
  const root = await show({ opensAt, closesAt: inMs(7_200_000) });
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(Date.parse(opensAt));
  const zone = parts.find((part) => part.type === 'timeZoneName')?.value;
  expect(root.textContent).toMatch(new RegExp(`opens on January [^.]*${zone}`));
  expect(root.textContent).toMatch(new RegExp(`closes on January [^.]*${zone}`));
});
