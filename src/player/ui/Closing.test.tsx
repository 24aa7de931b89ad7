// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Host } from '../host/host';
import english from '../locales/en.json';
import { Clock } from '../page/clock';
import { createTexts } from '../page/texts';
import type { StudentApi } from '../server/api';
import type { StudentResult } from '../server/result';
import type { SessionReceipt } from '../server/wire';
import { Session } from '../session/session';
import { ok, pageData } from '../test/doubles';
import { Closing } from './Closing';
import { PlayerContext } from './player';
// Loaded here, so that the page has them at once when it asks.
import './Receipt';
import './Results';

const BACK = 'https://school.example/back';
const nothing: StudentResult = {
  shown: ['score', 'points', 'answers'],
  score: { points: 12, maxPoints: 20, needsGrading: false, label: null, passed: null },
  comment: null,
  commentText: null,
  questions: [],
  answers: {},
};
const result = vi.fn<StudentApi['result']>(async () => ok(nothing));
const receipt = vi.fn<StudentApi['receipt']>(async () =>
  ok<SessionReceipt>({
    code: 'receipt_abc',
    issuedAt: '2026-01-05T10:00:01.000Z',
    completedAt: '2026-01-05T10:00:00.000Z',
    completionReason: 'submitted',
    examName: 'Algebra',
    jws: 'a.b.c',
    questions: [],
    answers: [],
  }),
);
const assign = vi.fn();

/** The closing page of an exam that was handed in. */
async function show({ showsResult = true, returnUrl = BACK as string | null } = {}): Promise<HTMLElement> {
  const data = pageData({
    status: 'completed',
    completion: {
      completionReason: 'submitted',
      completedAt: '2026-01-05T10:00:00.000Z',
      outputs: { examId: 'exam_1', sessionId: 'session_1', completionReason: 'submitted' },
      returnUrl,
    },
  });
  const exam = data.exam && { ...data.exam, showsResult };
  const session = new Session(
    { ...data, ...(exam ? { exam } : {}) },
    { result, receipt } as Partial<StudentApi> as StudentApi,
    new Clock(),
    new Host(null, null, () => 0),
  );
  session.begin();
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  await act(async () => {
    render(
      <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
        <Closing />
      </PlayerContext.Provider>,
      root,
    );
    await vi.advanceTimersByTimeAsync(0);
  });
  return root;
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const button = (root: HTMLElement) => root.querySelector<HTMLButtonElement>('main > button');
const count = (root: HTMLElement) =>
  [...root.querySelectorAll<HTMLElement>('.hint')].find((hint) => hint.textContent?.startsWith('You go on in'));

/** Presses the button and lets the result arrive. */
async function ask(root: HTMLElement): Promise<void> {
  act(() => button(root)?.click());
  for (let step = 0; step < 3; step += 1) await pass(0);
}
const does = (event: Event) => act(() => void window.dispatchEvent(event));

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(window.location, 'assign').mockImplementation(assign);
  assign.mockReset();
  result.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a page of its own', () => {
  test('goes on after five seconds', async () => {
    await show();
    await pass(4_999);
    expect(assign).not.toHaveBeenCalled();
    await pass(1);
    expect(assign).toHaveBeenCalledWith(BACK);
  });

  test('offers the result, and stays when it is shown', async () => {
    const root = await show();
    expect(button(root)?.textContent).toBe('See your result');
    await ask(root);
    await pass(10_000);
    expect(root.querySelector('.results-score')?.textContent).toBe('12 of 20 points');
    expect(assign).not.toHaveBeenCalled();
  });

  test('takes who asked for the result to it', async () => {
    const root = await show();
    await ask(root);
    expect(document.activeElement?.id).toBe('results-heading');
  });

  test('does not ask for a result that nobody wants to see', async () => {
    await show();
    await pass(5_000);
    expect(result).not.toHaveBeenCalled();
  });

  test.each(['keydown', 'pointerdown', 'wheel', 'touchmove'])('stays after a %s', async (name) => {
    const root = await show();
    does(new Event(name));
    await pass(10_000);
    expect(assign).not.toHaveBeenCalled();
    expect(count(root)?.style.visibility).toBe('hidden');
  });

  test('moves nothing below a finger that comes down, so that the press arrives', async () => {
    const root = await show();
    const before = [...root.querySelectorAll('main > *')];
    does(new Event('pointerdown'));
    expect([...root.querySelectorAll('main > *')]).toEqual(before);
  });

  test('stays when it was scrolled down', async () => {
    await show();
    vi.stubGlobal('scrollY', 40);
    does(new Event('scroll'));
    await pass(10_000);
    expect(assign).not.toHaveBeenCalled();
  });

  test('goes on although it went to its own top, or the key of the hand-in is still down', async () => {
    await show();
    does(new Event('scroll'));
    does(new KeyboardEvent('keydown', { key: 'Enter', repeat: true }));
    await pass(5_000);
    expect(assign).toHaveBeenCalledWith(BACK);
  });

  test('without a result goes on whatever the student does', async () => {
    const root = await show({ showsResult: false });
    expect(button(root)).toBeNull();
    does(new Event('keydown'));
    await pass(5_000);
    expect(assign).toHaveBeenCalledWith(BACK);
  });
});

test('a page of its own shows the receipt, and stays once the student does something with it', async () => {
  const root = await show({ showsResult: false });
  for (let step = 0; step < 3; step += 1) await pass(0);
  expect(root.querySelector('.receipt code')?.textContent).toBe('receipt_abc');
  act(() => root.querySelector<HTMLElement>('.receipt button')?.focus());
  await pass(10_000);
  expect(assign).not.toHaveBeenCalled();
  expect(count(root)?.style.visibility).toBe('hidden');
});

describe('a page that stays', () => {
  test('shows the result at once', async () => {
    const root = await show({ returnUrl: null });
    await pass(0);
    expect(button(root)).toBeNull();
    expect(root.querySelector('.results-score')?.textContent).toBe('12 of 20 points');
  });

  test('in a frame shows the result below the way back, and leaves the student where they are', async () => {
    vi.stubGlobal('parent', {});
    const root = await show();
    await pass(10_000);
    expect(assign).not.toHaveBeenCalled();
    const [first, second] = root.querySelectorAll('a.button, .results');
    expect([first?.textContent, second?.className]).toEqual(['Continue', 'results']);
    expect(document.activeElement?.id).not.toBe('results-heading');
  });

  test('without a result asks for none', async () => {
    await show({ showsResult: false, returnUrl: null });
    await pass(10_000);
    expect(result).not.toHaveBeenCalled();
  });
});
