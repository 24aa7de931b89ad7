// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { StudentApi } from '../server/api';
import type { SessionReceipt } from '../server/wire';
import type { Session } from '../session/session';
import { ok, problem, question, unreachable } from '../test/doubles';
import { PlayerContext } from './player';
import Receipt from './Receipt';
import { useUntilReady } from './use-until-ready';

const kept: SessionReceipt = {
  code: 'receipt_abc',
  issuedAt: '2026-01-05T10:00:01.000Z',
  completedAt: '2026-01-05T10:00:00.000Z',
  completionReason: 'submitted',
  examName: 'Algebra',
  studentName: 'Zoë <b>Ali</b>',
  jws: 'a.b.c',
  questions: [{ ...question('q_1'), title: 'Capital' }, question('q_2', 'essay'), question('q_3')],
  answers: [
    { questionId: 'q_1', value: 'Paris', completed: true, savedAt: '2026-01-05T09:59:00.000Z', salt: 's' },
    {
      questionId: 'q_2',
      value: '<p>one</p><p>two</p>',
      completed: true,
      savedAt: '2026-01-05T09:58:00.000Z',
      salt: 's',
    },
  ],
};
const receipt = vi.fn<StudentApi['receipt']>();
const onRead = vi.fn();

/** The receipt as the closing page shows it: once it has asked for it. */
function Asked() {
  const found = useUntilReady(() => receipt());
  return <Receipt receipt={found} isFolded={false} onRead={onRead} />;
}

async function show(): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const session = {} as Session;
  await act(async () => {
    render(
      <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
        <Asked />
      </PlayerContext.Provider>,
      root,
    );
    await vi.advanceTimersByTimeAsync(0);
  });
  return root;
}

const later = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const button = (root: HTMLElement, text: string) =>
  [...root.querySelectorAll('button')].find((each) => each.textContent === text);

async function press(target: HTMLElement | undefined): Promise<void> {
  await act(async () => {
    target?.click();
    await vi.advanceTimersByTimeAsync(0);
  });
}

async function open(root: HTMLElement): Promise<void> {
  const details = root.querySelector<HTMLDetailsElement>('details details');
  if (!details) throw new Error('There are no details.');
  await act(async () => {
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    await vi.advanceTimersByTimeAsync(0);
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  onRead.mockReset();
  receipt.mockReset().mockResolvedValue(ok(kept));
});

afterEach(() => {
  vi.useRealTimers();
});

test('the code is shown, and what was recorded once it is asked for', async () => {
  const root = await show();
  expect(root.querySelector('code')?.textContent).toBe('receipt_abc');
  expect(root.querySelector('li')).toBeNull();
  await open(root);
  const [first, second, third] = [...root.querySelectorAll('li')];
  expect(first?.querySelector('h3')?.textContent).toBe('Question 1: Capital');
  expect(first?.querySelector('.written')?.textContent).toBe('Paris');
  expect(first?.textContent).toContain('Saved January 5, 2026');
  expect(second?.querySelector('.written')?.textContent).toBe('one\ntwo');
  expect(third?.textContent).toBe('Question 3No answer');
});

test('where it can be checked is said beside the code', async () => {
  const facts = [...(await show()).querySelectorAll('dt')].map((name) => [
    name.textContent,
    name.nextElementSibling?.textContent,
  ]);
  expect(facts).toContainEqual(['Can be checked at', new URL('../receipts/receipt_abc', window.location.href).href]);
});

test('its times carry their zone', async () => {
  const root = await show();
  const times = [...root.querySelectorAll('dd')]
    .map((fact) => fact.textContent ?? '')
    .filter((fact) => /\d:\d/.test(fact));
  expect(times).toHaveLength(2);
  for (const time of times) expect(time).toMatch(/[AP]M .*[A-Z]/);
});

test('until it is made out the student reads so, and it is asked for again when the server said', async () => {
  const notReady = { ...problem<never>(409, 'receipt-not-ready'), retryAfterMs: 20_000 };
  receipt.mockResolvedValueOnce(notReady);
  const root = await show();
  expect(root.textContent).toContain('Your receipt is on its way.');
  await later(19_000);
  expect(receipt).toHaveBeenCalledTimes(1);
  await later(1_000);
  expect(root.querySelector('code')?.textContent).toBe('receipt_abc');
});

test('a lost connection is named, and it is tried again', async () => {
  receipt.mockResolvedValueOnce(unreachable());
  const root = await show();
  expect(root.textContent).toContain('No connection. Trying again…');
  await later(1_000);
  expect(root.querySelector('code')).not.toBeNull();
});

test.each([401, 404, 410])('after %i there is nothing to show and nothing to wait for', async (code) => {
  receipt.mockResolvedValue(problem(code, 'no-receipt'));
  const root = await show();
  await later(60_000);
  expect(root.textContent).toBe('');
  expect(receipt).toHaveBeenCalledTimes(1);
});

test('the code is copied, and said to be', async () => {
  const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue(undefined);
  const root = await show();
  await press(button(root, 'Copy code'));
  expect(writeText).toHaveBeenCalledWith('receipt_abc');
  expect(root.querySelector('[role=status]')?.textContent).toBe('Copied');
});

test('where a frame may not copy, the code is selected', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  const root = await show();
  await press(button(root, 'Copy code'));
  expect(window.getSelection()?.toString()).toBe('receipt_abc');
  expect(root.querySelector('[role=status]')?.textContent).toContain('The code is selected');
});

test('the whole receipt is downloaded under its code', async () => {
  let saved: Blob | undefined;
  let name = '';
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved = blob as Blob;
    return 'blob:receipt';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    name = this.download;
  });
  await press(button(await show(), 'Download receipt'));
  expect(name).toBe('examlet-receipt-receipt_abc.json');
  expect(JSON.parse((await saved?.text()) ?? '')).toEqual(kept);
});

test('who comes to it with keyboard or pointer is taken to read', async () => {
  const root = await show();
  expect(onRead).not.toHaveBeenCalled();
  await act(async () => button(root, 'Copy code')?.focus());
  expect(onRead).toHaveBeenCalledTimes(1);
  root.querySelector('code')?.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  expect(onRead).toHaveBeenCalledTimes(2);
});

test('the receipt is saved as a page to read: exam, name, times with their zone, answers and code', async () => {
  let saved: Blob | undefined;
  let name = '';
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved = blob as Blob;
    return 'blob:receipt';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    name = this.download;
  });
  await press(button(await show(), 'Save as a page'));
  await later(0);
  expect(name).toBe('examlet-receipt-receipt_abc.html');
  const page = new DOMParser().parseFromString((await saved?.text()) ?? '', 'text/html');
  const said = page.body.textContent ?? '';
  for (const part of [
    'Algebra',
    'Zoë <b>Ali</b>',
    'receipt_abc',
    'Question 1',
    'Capital',
    'Paris',
    'one\ntwo',
    'No answer',
  ])
    expect(said).toContain(part);
  expect(said).toMatch(/January 5, 2026 at .*(UTC|GMT|[A-Z]{3,4})/);
  expect(page.querySelector('script, button, b')).toBeNull();
  expect(page.documentElement.lang).toBe('en');
});

test('it is printed with the answers in sight', async () => {
  const print = vi.fn();
  vi.stubGlobal('print', print);
  const root = await show();
  await press(button(root, 'Print'));
  await later(0);
  expect(root.querySelector('.receipt-answers')?.textContent).toContain('Paris');
  expect(print).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});
