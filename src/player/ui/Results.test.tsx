// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { StudentApi } from '../server/api';
import type { QuestionResult, StudentResult } from '../server/result';
import type { Session } from '../session/session';
import { ok, problem, question, rightAnswer, unreachable } from '../test/doubles';
import { PlayerContext } from './player';
import Results, { resultTypeNames } from './Results';

const shown = ['score', 'points', 'answers'] as const;
const nothingSaid = { shown, comment: null, commentText: null } as const;
const unmarked = { label: null, passed: null } as const;

function resultOf(answer: Partial<QuestionResult>, asked = question('q_1')): StudentResult {
  return {
    ...nothingSaid,
    score: { points: 12, maxPoints: 20, needsGrading: false, ...unmarked },
    questions: [asked],
    answers: { [asked.id]: { ...rightAnswer, ...answer } },
  };
}

const result = vi.fn<StudentApi['result']>();

async function show(takesFocus = false): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const session = { api: { result } as Partial<StudentApi> } as Session;
  const texts = createTexts('en', { player: english });
  await act(async () => {
    render(
      <PlayerContext.Provider value={{ session, texts }}>
        <Results takesFocus={takesFocus} />
      </PlayerContext.Provider>,
      root,
    );
    await vi.advanceTimersByTimeAsync(0);
  });
  return root;
}

const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const status = (root: HTMLElement) => root.querySelector('[role=status]')?.textContent;
const verdict = (root: HTMLElement) => root.querySelector('.verdict')?.textContent;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  result.mockReset();
});

afterEach(() => {
  vi.useRealTimers();
});

test('every folder with a result component is found', () => {
  const folders = readdirSync('../../question-types');
  expect(resultTypeNames().sort()).toEqual(
    folders.filter((folder) => readdirSync(`../../question-types/${folder}`).includes('results.tsx')).sort(),
  );
});

describe('the points of the exam', () => {
  test('are said', async () => {
    result.mockResolvedValue(ok(resultOf({})));
    expect(status(await show())).toBe('12 of 20 points');
  });

  test('are said with what still waits for a teacher', async () => {
    const score = { points: 12, maxPoints: 20, needsGrading: true, ...unmarked };
    result.mockResolvedValue(ok({ ...resultOf({}), score }));
    expect(status(await show())).toBe('12 of 20 pointsYour teacher still has to mark some of your answers.');
  });

  test('are those so far, while points are still to be marked', async () => {
    const essay = question('q_2', 'essay');
    const found = resultOf({ points: 14, maxPoints: 18 });
    const waiting = { ...rightAnswer, points: null, maxPoints: 22, correct: null, share: null, needsGrading: true };
    result.mockResolvedValue(
      ok({
        ...nothingSaid,
        score: { points: 14, maxPoints: 40, needsGrading: true, ...unmarked },
        questions: [...found.questions, essay],
        answers: { ...found.answers, q_2: waiting },
      }),
    );
    expect(status(await show())).toBe('14 of 18 points so far22 points are still to be marked.');
  });

  test('are only those to be marked where nothing is marked yet', async () => {
    const score = { points: 0, maxPoints: 4, needsGrading: true, ...unmarked };
    result.mockResolvedValue(ok({ ...resultOf({ points: null, maxPoints: 4, correct: null }), score }));
    expect(status(await show())).toBe('4 points are still to be marked.');
  });

  test('are left out where there are none to get', async () => {
    const score = { points: 0, maxPoints: 0, needsGrading: true, ...unmarked };
    result.mockResolvedValue(ok({ ...resultOf({}), score }));
    expect(status(await show())).not.toContain('points of');
    expect(document.querySelector('.results-score')).toBeNull();
  });
});

describe('what the exam shows', () => {
  test('a result that comes later says so, and is not asked for again', async () => {
    result.mockResolvedValue(problem(409, 'result-not-released'));
    const root = await show();
    await later(60_000);
    expect(status(root)).toContain('Your result is not here yet.');
    expect(result).toHaveBeenCalledTimes(1);
  });

  test('a mark stands beside the points', async () => {
    const score = { points: 12, maxPoints: 20, needsGrading: false, label: 'Good', passed: true };
    result.mockResolvedValue(ok({ ...resultOf({}), score }));
    expect(status(await show())).toBe('12 of 20 pointsGoodPassed');
  });

  test('the score alone has no question below it', async () => {
    result.mockResolvedValue(ok({ ...resultOf({}), shown: ['score'], questions: [], answers: {} }));
    const root = await show();
    expect(status(root)).toBe('12 of 20 points');
    expect(root.querySelector('article')).toBeNull();
  });

  test('a score with something that waits is one so far, where the points of questions are not shown', async () => {
    const score = { points: 12, maxPoints: 20, needsGrading: true, ...unmarked };
    result.mockResolvedValue(ok({ ...resultOf({}), shown: ['score'], score, questions: [], answers: {} }));
    expect(status(await show())).toBe('12 of 20 points so farYour teacher still has to mark some of your answers.');
  });

  test('points alone say neither right nor wrong, and show no answer', async () => {
    const answer = { value: null, correct: null, share: null, points: 2, maxPoints: 3 };
    result.mockResolvedValue(ok({ ...resultOf(answer), shown: ['points'], score: null }));
    const root = await show();
    expect(verdict(root)).toBe('2 of 3 points');
    expect(root.querySelector('article')?.textContent).not.toContain('No answer');
  });

  test('answers alone say right or wrong, without points', async () => {
    result.mockResolvedValue(ok({ ...resultOf({ points: null, maxPoints: null }), shown: ['answers'], score: null }));
    expect(verdict(await show())).toBe('Right');
  });

  test('comments alone say nothing of points', async () => {
    const answer = { value: null, correct: null, share: null, points: null, maxPoints: null, comment: '<p>Hm</p>' };
    result.mockResolvedValue(ok({ ...resultOf(answer), shown: ['comments'], score: null }));
    const root = await show();
    expect(verdict(root)).toBeUndefined();
    expect(root.querySelector('.result-aside.said')?.textContent).toBe('Your teacher wroteHm');
  });

  test('what a teacher and the author said stands apart, each under its name', async () => {
    const said = {
      comment: '<p>Well <b>put</b></p>',
      feedback: ['<p>Yes</p>', '<p>See page 3</p>'],
      key: 'Paris',
      modelAnswer: '<p>The capital is Paris.</p>',
    };
    result.mockResolvedValue(ok({ ...resultOf(said), comment: '<p>A fine exam</p>' }));
    const root = await show();
    expect([...root.querySelectorAll('.result-aside')].map((aside) => aside.textContent)).toEqual([
      'Your teacher wrote about the whole examA fine exam',
      'Your teacher wroteWell put',
      'FeedbackYesSee page 3',
      'The right answerParis',
      'A good answerThe capital is Paris.',
    ]);
    expect(root.querySelector('.said b')?.textContent).toBe('put');
  });

  test('a question that does not count says so', async () => {
    result.mockResolvedValue(ok(resultOf({ removed: true, points: null, maxPoints: 0, correct: null, share: null })));
    expect(verdict(await show())).toBe('This question does not count');
  });
});

describe('until the result is there', () => {
  test('the student reads so, and it is asked for again when the server said', async () => {
    const notReady = { ...problem<StudentResult>(409, 'result-not-ready'), retryAfterMs: 20_000 };
    result.mockResolvedValueOnce(notReady).mockResolvedValue(ok(resultOf({})));
    const root = await show();
    expect(status(root)).toBe('Your points are being counted. They appear here in a moment…');
    await later(19_000);
    expect(result).toHaveBeenCalledTimes(1);
    await later(1_000);
    expect(status(root)).toBe('12 of 20 points');
  });

  test('the score comes in the place that is read aloud', async () => {
    result.mockResolvedValueOnce(problem(409, 'result-not-ready')).mockResolvedValue(ok(resultOf({})));
    const root = await show();
    const spoken = root.querySelector('[role=status]');
    await later(1_000);
    expect(root.querySelector('[role=status]')).toBe(spoken);
    expect(spoken?.textContent).toBe('12 of 20 points');
  });

  test('a lost connection is named, and it is tried again', async () => {
    result.mockResolvedValueOnce(unreachable()).mockResolvedValue(ok(resultOf({})));
    const root = await show();
    expect(status(root)).toBe('No connection. Trying again…');
    await later(1_000);
    expect(status(root)).toBe('12 of 20 points');
  });

  test('nothing is asked any more when the page has gone on', async () => {
    result.mockResolvedValue(problem(409, 'result-not-ready'));
    const root = await show();
    act(() => render(null, root));
    await later(60_000);
    expect(result).toHaveBeenCalledTimes(1);
  });
});

test.each([401, 404, 410])('after %i there is nothing to show and nothing to wait for', async (code) => {
  result.mockResolvedValue(problem(code, 'no-result'));
  const root = await show();
  await later(60_000);
  expect(root.textContent).toBe('');
  expect(result).toHaveBeenCalledTimes(1);
});

test('who asked for the result is taken to its heading', async () => {
  result.mockResolvedValue(ok(resultOf({})));
  await show(true);
  expect(document.activeElement?.textContent).toBe('Your result');
});

test('a result that is simply there takes no focus', async () => {
  result.mockResolvedValue(ok(resultOf({})));
  await show();
  expect(document.activeElement).toBe(document.body);
});

describe('an answer', () => {
  test.each<[string, Partial<QuestionResult>, string]>([
    ['right', {}, 'Right1 of 1 point'],
    ['wrong', { correct: false, share: 0, points: 0, maxPoints: 2 }, 'Wrong0 of 2 points'],
    ['wrong, with a penalty', { correct: false, share: 0, points: -1, maxPoints: 2 }, 'Wrong-1 of 2 points'],
    ['right in part', { correct: false, share: 0.25, points: 0.5, maxPoints: 2 }, 'Partly right0.5 of 2 points'],
    ['that nothing applies, and wrong', { value: [], correct: false, share: 0, points: 0 }, 'Wrong0 of 1 point'],
    ['blank', { value: ' ', correct: false, share: 0, points: 0 }, 'Not answered0 of 1 point'],
    ['a list of blanks', { value: ['', ' '], correct: false, share: 0, points: 0 }, 'Not answered0 of 1 point'],
    [
      'waiting',
      { correct: null, share: null, points: null, maxPoints: 4, needsGrading: true },
      'Not marked yet4 points',
    ],
    ['waiting without points', { correct: null, share: null, points: null, maxPoints: 0 }, 'Not marked yet'],
    ['not given, with a key', { value: null, correct: false, share: 0, points: 0 }, 'Not answered0 of 1 point'],
    ['not given, without one', { value: null, correct: null, points: 0 }, 'Not answered0 of 1 point'],
    ['part of a point', { points: 0.5 }, 'Right0.5 of 1 point'],
  ])('that is %s says so in words', async (_, answer, said) => {
    result.mockResolvedValue(ok(resultOf(answer)));
    expect(verdict(await show())).toBe(said);
  });

  test('stands below the number, the title and the text of its question', async () => {
    const asked = { ...question('q_1'), title: 'Capital', description: '<p>Of <b>France</b>?</p>' };
    result.mockResolvedValue(ok(resultOf({}, asked)));
    const root = await show();
    expect(root.querySelector('article h3')?.textContent).toBe('Question 1: Capital');
    expect(root.querySelector('article .prose b')?.textContent).toBe('France');
    expect(root.querySelector('.result-answer')?.textContent).toBe('Paris');
  });

  test('that was not given is said to be missing', async () => {
    result.mockResolvedValue(ok(resultOf({ value: null, correct: false, share: 0, points: 0 })));
    expect((await show()).querySelector('.result-answer')).toBeNull();
    expect(document.querySelector('article')?.textContent).toContain('No answer');
  });

  test('to a text to read is none', async () => {
    result.mockResolvedValue(ok(resultOf({}, question('q_1', 'paragraph'))));
    expect((await show()).querySelector('article')).toBeNull();
  });
});

test('a wrong choice carries no tick: it is filled, and called the student’s answer', async () => {
  const asked = question('q_1', 'true-false');
  result.mockResolvedValue(ok(resultOf({ value: 'true', correct: false, share: 0, points: 0 }, asked)));
  const root = await show();
  expect(root.querySelector('.result-answer .icon')).toBeNull();
  expect(root.querySelector('.chosen')?.textContent).toBe('Trueyour answer');
});

test.each([
  ['multiple-choice-multiple-answers', ['a'], true],
  ['multiple-choice-single-answer', 'a', false],
])('%s: what was chosen has the form it was chosen in', async (type, value, isSeveral) => {
  const asked = question('q_1', type, { options: ['a', 'b'], optionsHtml: ['a', 'b'] });
  result.mockResolvedValue(ok(resultOf({ value }, asked)));
  expect((await show()).querySelector('.chosen-options')?.classList.contains('several')).toBe(isSeveral);
});
