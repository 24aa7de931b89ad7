// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../player/page/reply';
import { ok, pageOf, problem, staffOf } from '../staff/test-staff';
import { letterOf } from './letters';
import en from './locales/en.json';
import { placesOf } from './places';
import { Results } from './results';
import { sentence } from './ui/QuestionDetail';
import { stepOf } from './ui/QuestionPlot';
import { ResultsApp } from './ui/ResultsApp';
import type { Entry, Paper, QuestionStatistics, Statistics } from './wire';

const OPENED = { expiresAt: '', serverNow: '2026-01-05T10:00:00.000Z', status: 'created', key: 'a2V5' };

const QUESTION: QuestionStatistics = {
  questionId: 'q1',
  number: 1,
  type: 'multiple-choice-single-answer',
  title: 'Which is a prime?',
  n: 12,
  maxPoints: 1,
  mean: 0.25,
  sd: 0.4,
  p: 0.25,
  itemRest: -0.4,
  answered: 12,
  upperGroup: 4,
  lowerGroup: 4,
  options: [
    { number: 1, text: '9', correct: true, sessions: 3, upper: 0, lower: 3 },
    { number: 2, text: '11', correct: false, sessions: 9, upper: 4, lower: 1 },
  ],
  answers: [],
  otherAnswers: 0,
  hints: [{ kind: 'key', option: 2 }],
};
const SECOND: QuestionStatistics = { ...QUESTION, questionId: 'q2', number: 2, itemRest: 0.5, hints: [] };
const SPREAD = { mean: 60, sd: 20, median: 62, min: 10, max: 100, q1: 50, q3: 75 };
const STATISTICS: Statistics = {
  sessions: { final: 13, complete: 12, partial: 1 },
  n: 12,
  maxPoints: 2,
  mean: 1.2,
  sd: 0.4,
  median: 1,
  percent: SPREAD,
  alpha: 0.7,
  alphaReason: null,
  alphaQuestions: 2,
  sem: 0.2,
  passMark: 55,
  passed: 9,
  histogram: Array.from({ length: 10 }, (_, i) => ({ from: i * 10, to: i * 10 + 10, sessions: i === 5 ? 12 : 0 })),
  questions: [QUESTION, SECOND],
};

const entry = (id: string, name: string | null, points: number): Entry => ({
  sessionId: name === null ? null : id,
  paper: name === null ? id : null,
  student: name === null ? null : { name },
  completedAt: null,
  score: { points, maxPoints: 2, needsGrading: false },
  released: false,
});
const ENTRIES = [entry('s1', 'Zoë', 2), entry('s2', 'Ann', 1)];
const PAPER: Paper = {
  ...entry('s1', 'Zoë', 2),
  overall: null,
  questions: [
    {
      questionId: 'q1',
      title: 'Which is a prime?',
      descriptionHtml: null,
      type: 'multiple-choice-single-answer',
      value: '11',
      valueHtml: null,
      text: '11',
      points: 0.5,
      maxPoints: 1,
      correct: false,
      needsGrading: false,
      keyText: '9',
      comment: null,
    },
  ],
};

function answering(more: Readonly<Record<string, Reply<unknown>>> = {}) {
  const replies: Record<string, Reply<unknown>> = {
    open: ok(OPENED),
    statistics: ok(STATISTICS),
    'results?limit=100': ok({ items: ENTRIES, nextCursor: null }),
    'results/s1': ok(PAPER),
    ...more,
  };
  const call = vi.fn(async (_: string, path: string) => replies[path] ?? problem(404));
  const { staff, told } = staffOf(
    { call: call as never, bytes: async () => null },
    pageOf({ flow: 'view-results' }, en),
  );
  return { results: new Results(staff), told, call };
}

const said = (text: string) => document.body.textContent?.includes(text) === true;

beforeEach(() => {
  document.body.innerHTML = '<div id="app"></div>';
});
afterEach(() => render(null, document.getElementById('app') as HTMLElement));

async function shown(more?: Readonly<Record<string, Reply<unknown>>>) {
  const all = answering(more);
  render(<ResultsApp results={all.results} />, document.getElementById('app') as HTMLElement);
  await all.results.begin();
  await vi.waitFor(() => expect(said('The students')).toBe(true));
  return all;
}

describe('the page', () => {
  test('says who is counted, and the hint in words', async () => {
    const { told } = await shown();
    expect(said('Counted: 12 of 13 papers that were handed in.')).toBe(true);
    expect(said('Many strong students chose B: is the key right?')).toBe(true);
    expect(told.map(({ name, status }) => name ?? status)).toEqual(['session:ready', 'started']);
  });

  test('a point is chosen with the keyboard alone', async () => {
    await shown();
    const points = [...document.querySelectorAll<SVGGElement>('.point')];
    expect(points.map((point) => point.getAttribute('tabindex'))).toEqual(['0', '-1']);
    points[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await vi.waitFor(() => expect(document.querySelector('.question-detail')).not.toBeNull());
    expect(points[0]?.getAttribute('aria-pressed')).toBe('true');
    expect(document.querySelectorAll('.options tbody tr')).toHaveLength(2);
  });

  test('students stand by name or by points, and a paper opens', async () => {
    const { results } = await shown();
    const names = () => [...document.querySelectorAll('.students bdi')].map((name) => name.textContent);
    expect(names()).toEqual(['Ann', 'Zoë']);
    results.order.value = 'score';
    await vi.waitFor(() => expect(names()).toEqual(['Zoë', 'Ann']));
    await results.open('s1');
    await vi.waitFor(() => expect(said('Partly right')).toBe(true));
    expect(said('Right answer')).toBe(true);
  });

  test('papers without names are called by their number, and no name is there', async () => {
    const anonymous = { items: [entry('abcdef123', null, 1)], nextCursor: null };
    await shown({ 'results?limit=100': ok(anonymous) });
    expect(said('Paper ABCDEF')).toBe(true);
  });

  test('fewer than two papers have no plot, and it is said why', async () => {
    const none = { ...STATISTICS, percent: null, histogram: null, questions: null };
    await shown({ statistics: ok(none) });
    expect(said('There are figures once two papers have all their points.')).toBe(true);
    expect(document.querySelector('svg')).toBeNull();
  });

  test('the list is fetched page by page', async () => {
    const first = { items: [ENTRIES[0]], nextCursor: 'a b' };
    const second = { items: [ENTRIES[1]], nextCursor: null };
    const { results } = await shown({
      'results?limit=100': ok(first),
      'results?limit=100&cursor=a%20b': ok(second),
    });
    expect(results.entries.value).toHaveLength(2);
    expect(results.isWhole.value).toBe(true);
  });
});

test('questions that would cover each other stand side by side', () => {
  const places = placesOf(
    [QUESTION, { ...QUESTION, questionId: 'q2' }, { ...QUESTION, questionId: 'q3' }],
    () => 100,
    () => 50,
    20,
  );
  expect(places.map(({ x }) => x)).toEqual([100, 120, 80]);
  expect(placesOf([{ ...QUESTION, itemRest: null }], Number, Number, 20)).toEqual([]);
});

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowDown', 2, 2],
  ['ArrowLeft', 0, 0],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['a', 0, null],
])('%s leads from point %i to %s', (key, from, to) => expect(stepOf(key, from, 3)).toBe(to));

test('options have letters', () => expect([1, 26, 27, 52, 53].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']));

test('every hint has its sentence', () =>
  expect(
    (['key', 'draws-strong', 'negative', 'unused'] as const).map((kind) =>
      sentence({ kind, option: 1 }, (key, values) => `${key} ${values?.['option']}`),
    ),
  ).toEqual(['hintKey A', 'hintDrawsStrong A', 'hintNegative A', 'hintUnused A']));
