// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { Session } from '../session/session';
import { question } from '../test/doubles';
import { Navigator, NavigatorToggle } from './Navigator';
import { PlayerContext } from './player';

function show({ count = 3, total = 3, isLinear = false, current = 0 } = {}) {
  const questions = Array.from({ length: count }, (_, i) => ({ ...question(`q_${i + 1}`), title: `Title ${i + 1}` }));
  const goTo = vi.fn();
  const session = {
    place: {
      questions: signal(questions),
      index: signal(current),
      current: signal(questions[current]),
      flags: signal(new Set(['q_2'])),
    },
    answers: {
      isLinear,
      progress: signal({ answered: 1, total }),
      draft: (id: string) => signal({ value: null, completed: id === 'q_1' }),
    },
    moves: { view: signal('question'), goTo, review: vi.fn() },
  } as unknown as Session;
  const isOpen = signal(false);
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  void act(() =>
    render(
      <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
        <NavigatorToggle isOpen={isOpen} />
        <Navigator isOpen={isOpen} />
      </PlayerContext.Provider>,
      root,
    ),
  );
  const squares = () => [...root.querySelectorAll<HTMLElement>('.square-link')];
  const names = () => squares().map((square) => square.querySelector('.square-words')?.textContent);
  return { root, squares, names, goTo, isOpen };
}

test('a square is called by its number, its title and its state', () => {
  const { names } = show();
  expect(names()).toEqual([
    'Question 1: Title 1, Answered',
    'Question 2: Title 2, Not answered · Flagged',
    'Question 3: Title 3, Not answered',
  ]);
});

test('state and flag are shapes too, and the current question is marked', () => {
  const { squares } = show({ current: 1 });
  expect(squares()[0]?.querySelector('.icon-answered')).not.toBeNull();
  expect(squares()[1]?.querySelector('.icon-flag')).not.toBeNull();
  expect(squares().map((square) => square.getAttribute('aria-current'))).toEqual([null, 'step', null]);
});

test('with linear navigation squares lead nowhere, and those to come are numbers', () => {
  const { root, names } = show({ count: 2, total: 4, isLinear: true, current: 1 });
  expect(root.querySelectorAll('a')).toHaveLength(0);
  expect(names().slice(2)).toEqual(['Question 3, Not reached yet', 'Question 4, Not reached yet']);
});

test('of a long exam a part is drawn, the one of the current question', () => {
  const { names, root } = show({ count: 250, current: 130 });
  expect(names()).toHaveLength(100);
  expect(names()[0]).toContain('Question 101');
  const parts = [...root.querySelectorAll('option')].map((option) => option.textContent);
  expect(parts).toEqual(['1 – 100', '101 – 200', '201 – 250']);
});

test('with linear navigation the parts are numbered to the end', () => {
  const { root } = show({ count: 3, total: 130, isLinear: true });
  expect([...root.querySelectorAll('option')].map((option) => option.textContent)).toEqual(['1 – 100', '101 – 130']);
});

test('the opened list closes with Escape, and the button has the focus again', () => {
  const { root, squares, isOpen } = show();
  const toggle = root.querySelector<HTMLElement>('.navigator-toggle');
  void act(() => toggle?.click());
  expect(toggle?.getAttribute('aria-expanded')).toBe('true');
  void act(() => {
    squares()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  expect(isOpen.value).toBe(false);
  expect(document.activeElement).toBe(toggle);
});
