// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { AnswerValue, Question } from '../server/wire';
import type { Session } from '../session/session';
import { question } from '../test/doubles';
import { PlayerContext } from './player';
import { Review } from './Review';

const texts = createTexts('en', {
  player: english,
  essay: { words_other: '{{count}} words', atLeast: 'at least {{least}}' },
});

interface Answered {
  readonly question: Question;
  readonly value: AnswerValue;
  readonly completed?: boolean;
}

function show(answers: readonly Answered[], flags: readonly string[] = [], isLinear = false): HTMLElement {
  const drafts = new Map(
    answers.map(({ question, value, completed = value !== null }) => [question.id, signal({ value, completed })]),
  );
  const questions = answers.map((each) => each.question);
  const none = signal(null);
  const session = {
    place: { questions: signal(questions), flags: signal(new Set(flags)), current: signal(questions[0]) },
    outbox: { entry: () => ({ conflict: none }), undelivered: signal(0) },
    answers: {
      isLinear,
      draft: (id: string) => drafts.get(id),
      progress: signal({ answered: answers.filter(({ value }) => value !== null).length, total: answers.length }),
    },
    uploads: { underWay: signal([]), recordings: signal([]) },
    isSuperseded: signal(false),
    isPaused: signal(false),
    page: { exam: { name: 'Algebra' } },
    moves: { hasActed: signal(false), goTo: vi.fn() },
  } as unknown as Session;
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  void act(() =>
    render(
      <PlayerContext.Provider value={{ session, texts }}>
        <Review />
      </PlayerContext.Provider>,
      root,
    ),
  );
  return root;
}

const capital: Answered = { question: { ...question('q_1'), title: 'Capital' }, value: 'Paris' };
const essay: Answered = { question: question('q_2', 'essay', { minWords: 50 }), value: '<p>one two three</p>' };
const open: Answered = {
  question: { ...question('q_3', 'true-false'), description: '<p>The sky is <b>blue</b>.</p>' },
  value: null,
};
const rows = (root: HTMLElement) => [...root.querySelectorAll('.review-row')];

test('every question is a line: its number, its title, its answer', () => {
  const [first] = rows(show([capital, essay, open]));
  expect(first?.querySelector('a')?.textContent).toBe('Question 1: Capital');
  expect(first?.querySelector('.written')?.textContent).toBe('Paris');
});

test('what is missing in an answer is said beside it, and named before the list', () => {
  const root = show([capital, essay, open]);
  expect(rows(root)[1]?.querySelector('.review-missing')?.textContent).toBe('3 words, at least 50');
  expect(root.querySelector('.review-open')?.textContent).toContain('1 answer is not complete:Question 2');
});

test('a question without a title is known by its text, and one without an answer says so', () => {
  const last = rows(show([capital, essay, open]))[2];
  expect(last?.querySelector('a')?.textContent).toBe('Question 3: The sky is blue.');
  expect(last?.querySelector('.review-answer')?.textContent).toBe('Not answered');
});

test('a flag is told in words, after the answer', () => {
  const row = rows(show([capital, essay], ['q_1']))[0];
  expect(row?.textContent).toBe('1Question 1: CapitalParisFlagged');
});

test('with everything answered and nothing missing it says so', () => {
  expect(show([capital]).querySelector('.good')?.textContent).toBe('You have answered every question.');
  expect(show([capital, essay]).querySelector('.good')).toBeNull();
});

test('where there is no way back the lines lead nowhere', () => {
  expect(show([capital, open], [], true).querySelector('.review a')).toBeNull();
});

test('a link leads to its question', () => {
  const root = show([capital, open]);
  const jump = root.querySelector<HTMLAnchorElement>('a.review-jump');
  expect([jump?.textContent, jump?.getAttribute('href')]).toEqual(['Question 22', '#q_3']);
});

test('of a long exam the first part is drawn, and more when it is asked for', () => {
  const root = show(Array.from({ length: 450 }, (_, at) => ({ question: question(`q_${at}`), value: 'a' })));
  const more = () => root.querySelector<HTMLButtonElement>('section > button');
  expect([rows(root).length, more()?.textContent]).toEqual([200, 'Show 200 more']);
  void act(() => more()?.click());
  void act(() => more()?.click());
  expect([rows(root).length, more()]).toEqual([450, null]);
});
