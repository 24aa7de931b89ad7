// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Host } from '../host/host';
import english from '../locales/en.json';
import { Clock } from '../page/clock';
import { createTexts } from '../page/texts';
import type { AssessmentProps } from '../questions/contract';
import { questionType } from '../questions/registry';
import type { StudentApi } from '../server/api';
import { Session } from '../session/session';
import { acknowledgement, ok, pageData, question, state } from '../test/doubles';
import { PlainAnswer } from './later';
import { PlayerContext } from './player';
import { QuestionView } from './QuestionView';

/** A busy machine takes a while to import a part. */
const WHILE_PARTS_LOAD = { timeout: 4000 };

const QUESTIONS = [question('q_1', 'matching'), question('q_2', 'single-line-text')];
const matching = questionType('matching') as { Assessment?: unknown };
const { Assessment } = matching;
let root: HTMLElement;
let isBroken: boolean;
let seen: unknown;

function Form({ value }: AssessmentProps) {
  seen = value;
  if (isBroken) throw new TypeError('Object.hasOwn is not a function');
  return <p class="form">the form</p>;
}

beforeEach(() => {
  isBroken = true;
  matching.Assessment = Form;
  root = document.createElement('div');
  document.body.replaceChildren(root);
});

afterEach(() => {
  matching.Assessment = Assessment;
  render(null, root);
});

async function open(more: Parameters<typeof state>[0] = {}) {
  const exam = { ...state().exam, questions: QUESTIONS };
  const api = {
    start: async () => ok(state({ exam, ...more })),
    saveAnswer: vi.fn<StudentApi['saveAnswer']>(async (save) => ok(acknowledgement(save))),
    savePlace: async () => ok({}),
    happened: async () => ok({ events: [] }),
    events: () => new Promise(() => undefined),
    presence: async () => ok({}),
    reportFault: vi.fn<StudentApi['reportFault']>(async () => ok({})),
    page: async () => null,
  } as unknown as StudentApi & { saveAnswer: ReturnType<typeof vi.fn>; reportFault: ReturnType<typeof vi.fn> };
  const clock = new Clock();
  const host = new Host({ postMessage: () => undefined }, 'https://school.example', () => clock.now());
  const session = new Session(pageData(), api, clock, host);
  await session.start();
  PlainAnswer.preload();
  await vi.waitFor(async () => {
    await act(() =>
      render(
        <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
          <QuestionView />
        </PlayerContext.Provider>,
        root,
      ),
    );
    expect(root.querySelector('textarea, .form')).not.toBeNull();
  }, WHILE_PARTS_LOAD);
  return { session, api };
}

const field = () => root.querySelector('textarea');
const button = (name: string) => [...root.querySelectorAll('button')].find((each) => each.textContent === name);

async function write(text: string) {
  const to = field();
  if (!to) throw new Error('There is no plain field.');
  to.value = text;
  await act(() => void to.dispatchEvent(new Event('input', { bubbles: true })));
}

test('a question that fails says so and offers a plain text field', async () => {
  await open();
  expect(root.querySelector('[role=alert]')?.textContent).toBe(english.plainHint);
  expect(field()).not.toBeNull();
});

test('the server is told of it, once', async () => {
  const { api } = await open();
  expect(api.reportFault).toHaveBeenCalledOnce();
  expect(api.reportFault.mock.calls[0]?.[0]).toMatchObject({ questionId: 'q_1', type: 'matching', name: 'TypeError' });
});

test('what is written there is saved as plain text', async () => {
  const { session, api } = await open();
  await write('a belongs to 1');
  session.outbox.flush();
  await vi.waitFor(() => expect(api.saveAnswer).toHaveBeenCalledOnce());
  expect(api.saveAnswer.mock.calls[0]?.[0]).toMatchObject({
    questionId: 'q_1',
    value: 'a belongs to 1',
    completed: true,
    context: { plainText: true },
  });
});

test('the other questions keep their own form', async () => {
  const { session } = await open();
  await act(() => session.moves.goTo('q_2'));
  expect(root.querySelector('input.text-field')).not.toBeNull();
  expect(field()).toBeNull();
});

test('after a reload what was written stands in the plain field again', async () => {
  const answer = { value: 'a belongs to 1', completed: true, context: { plainText: true } };
  await open({ answers: { q_1: { ...answer, epoch: 1, revision: 1, savedAt: '2026-01-05T10:00:00.000Z' } } });
  expect(field()?.value).toBe('a belongs to 1');
});

test('the form can be tried again, and does not take the words for its own', async () => {
  await open();
  await write('a belongs to 1');
  isBroken = false;
  await act(() => button(english.plainAgain)?.click());
  expect(root.querySelector('.form')).not.toBeNull();
  expect(seen).toBeNull();
});

test('a form in which something failed stays, and words are offered', async () => {
  isBroken = false;
  const { session } = await open();
  expect(button(english.plainOffer)).toBeUndefined();
  await act(() => session.faults.note(question('q_1', 'matching'), new TypeError('x is not a function')));
  expect(root.querySelector('.form')).not.toBeNull();
  await act(() => button(english.plainOffer)?.click());
  expect(field()).not.toBeNull();
});

test.each([
  [2, '2 points'],
  [0, undefined],
  [null, undefined],
])('a question worth %j says of its points: %j', async (points, said) => {
  isBroken = false;
  await open({ exam: { ...state().exam, questions: [{ ...question('q_1', 'matching'), points }] } });
  expect(root.querySelector('.points')?.textContent).toBe(said);
});
