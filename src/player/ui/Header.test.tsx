// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { beforeEach, expect, test } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { TimeWarning } from '../session/deadline-watch';
import type { Session } from '../session/session';
import { Header } from './Header';
import { PlayerContext } from './player';

const remaining = signal<number | null>(null);
const warning = signal<TimeWarning | null>(null);
const session = {
  page: { exam: { name: 'Algebra' } },
  answers: { progress: signal({ answered: 1, total: 2 }) },
  isPaused: signal(false),
  time: { remaining, warning, asked: signal(null) },
} as unknown as Session;

function Page() {
  return (
    <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
      <Header isOpen={signal(false)} />
    </PlayerContext.Provider>
  );
}

const passes = (left: number, said: TimeWarning | null) =>
  void act(() => {
    remaining.value = left;
    warning.value = said;
  });
const face = () => document.querySelector('.clock-face')?.textContent;

beforeEach(() => {
  remaining.value = 1_801_000;
  warning.value = null;
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  void act(() => render(<Page />, root));
});

test.each<[TimeWarning, string]>([
  ['half', 'Half of your time is over29:59'],
  [1, '1 minute left29:59'],
])('a warning (%s) is seen beside the time for a while', (said, seen) => {
  expect(face()).toBe('30:01');
  passes(1_799_000, said);
  expect(face()).toBe(seen);
  passes(1_790_000, said);
  expect(face()).toBe(seen.replace('29:59', '29:50'));
  passes(1_788_000, said);
  expect(face()).toBe('29:48');
});

test('a hidden clock goes on saying the newest warning', () => {
  void act(() => document.querySelector<HTMLElement>('.clock-hide')?.click());
  passes(1_799_000, 'half');
  passes(1_700_000, 'half');
  expect(face()).toBe('Half of your time is over');
});
