// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { Draft } from '../saving/draft';
import { ShownEntry } from '../saving/entries';
import type { Entry } from '../saving/entry';
import type { StudentApi } from '../server/api';
import type { AnswerVersion } from '../server/wire';
import type { Session } from '../session/session';
import { ok, question, unreachable } from '../test/doubles';
import { PlayerContext } from './player';
import { SaveStatus } from './SaveStatus';
// Loaded here, so that the page has it at once when it asks.
import './Versions';

const asked = question('q_1');
const versions = vi.fn<StudentApi['versions']>();
const answer = vi.fn();
const settled = vi.fn(async () => undefined);
const flush = vi.fn();
let entry: ShownEntry;
let draft = signal<Draft>({ value: 'c', completed: true });

const version = (revision: number, value: string, epoch = 2): AnswerVersion => ({
  epoch,
  revision,
  value,
  completed: true,
  context: null,
  savedAt: `2026-01-05T10:00:${String(revision % 60).padStart(2, '0')}.000Z`,
  applied: true,
});

const become = (more: Partial<Entry>) => entry.show({ ...entry.entry, ...more }, false);

const pass = () => act(() => vi.advanceTimersByTimeAsync(0).then(() => undefined));

async function show(disabled = false): Promise<HTMLElement> {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const session = {
    api: { versions } as Partial<StudentApi>,
    outbox: { entry: () => entry, flush, settled },
    isReadOnly: signal(disabled),
    epoch: 2,
    answers: { draft: () => draft, answer },
  } as unknown as Session;
  await act(async () => {
    render(
      <PlayerContext.Provider value={{ session, texts: createTexts('en', { player: english }) }}>
        <SaveStatus question={asked} disabled={disabled} />
      </PlayerContext.Provider>,
      root,
    );
    await vi.advanceTimersByTimeAsync(0);
  });
  return root;
}

const line = (root: HTMLElement) => root.querySelector<HTMLButtonElement>('.save-line');
const items = (root: HTMLElement) => [...root.querySelectorAll('li')].map((item) => item.textContent);
const button = (root: HTMLElement, text: string) =>
  [...root.querySelectorAll('button')].filter((each) => each.textContent === text);

async function press(target: HTMLElement | null | undefined): Promise<void> {
  await act(async () => {
    target?.click();
    await vi.advanceTimersByTimeAsync(0);
  });
  for (let step = 0; step < 3; step += 1) await pass();
}

async function arrives(saved: AnswerVersion): Promise<void> {
  act(() => {
    become({ base: { epoch: saved.epoch, revision: saved.revision }, savedAt: saved.savedAt });
  });
  await pass();
}

async function opened(disabled = false): Promise<HTMLElement> {
  const root = await show(disabled);
  await press(line(root));
  return root;
}

beforeEach(() => {
  vi.useFakeTimers();
  for (const mock of [versions, answer, flush]) mock.mockReset();
  settled.mockReset().mockResolvedValue(undefined);
  draft = signal<Draft>({ value: 'c', completed: true });
  entry = new ShownEntry('q_1');
  become({ base: { epoch: 2, revision: 3 }, savedAt: '2026-01-05T10:32:05.000Z' });
  versions.mockResolvedValue(
    ok({ items: [version(3, 'c'), version(2, 'b\nb'), version(1, 'a', 1)], nextCursor: null }),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test('an acknowledged answer says that it is on the server, and since when', async () => {
  const time = createTexts('en', {}).hour('2026-01-05T10:32:05.000Z');
  expect((await show()).querySelector('.save-status')?.textContent).toBe(`Saved at ${time}`);
});

test('an answer that the server never had opens nothing', async () => {
  become({ base: null, savedAt: null });
  entry.line.value = { kind: 'retrying' };
  const root = await show();
  expect(root.textContent).toBe('Not saved – retrying');
  expect(line(root)).toBeNull();
});

test('an answer that is not saved says so on the line that opens the earlier versions', async () => {
  entry.line.value = { kind: 'retrying' };
  const root = await opened();
  expect(root.querySelector('.save-status')?.textContent).toBe('Not saved – retrying');
  expect(items(root)).toHaveLength(3);
});

test('the line opens and closes the list', async () => {
  const root = await show();
  expect(line(root)?.getAttribute('aria-expanded')).toBe('false');
  expect(versions).not.toHaveBeenCalled();
  await press(line(root));
  expect(line(root)?.getAttribute('aria-expanded')).toBe('true');
  expect(root.querySelector(`#${line(root)?.getAttribute('aria-controls')}`)).not.toBeNull();
  await press(line(root));
  expect(items(root)).toEqual([]);
});

test('versions stand newest first, with what is current and what came from elsewhere', async () => {
  const shown = items(await opened());
  expect(shown[0]).toContain('Current version');
  expect(shown[0]).not.toContain('Restore');
  expect(shown[1]).toContain('b\nb');
  expect(shown[1]).not.toContain('another device');
  expect(shown[2]).toContain('another device');
});

test('a version that is restored becomes the answer at once, and the newest in the list', async () => {
  const root = await opened();
  await press(button(root, 'Restore this version')[1]);
  expect(answer).toHaveBeenCalledWith(asked, 'a', { completed: true, immediate: true });
  versions.mockResolvedValue(
    ok({ items: [version(4, 'a'), version(3, 'c'), version(2, 'b'), version(1, 'a', 1)], nextCursor: null }),
  );
  await arrives(version(4, 'a'));
  expect(items(root)).toHaveLength(4);
  expect(items(root)[0]).toContain('Current version');
  expect(root.textContent).toContain('is your answer again');
});

test('what is being typed is saved before another version takes its place', async () => {
  let isSaved = () => {};
  settled.mockReturnValue(new Promise<undefined>((resolve) => (isSaved = () => resolve(undefined))));
  const root = await opened();
  await press(button(root, 'Restore this version')[0]);
  expect(flush).toHaveBeenCalledWith('q_1');
  expect(answer).not.toHaveBeenCalled();
  isSaved();
  await pass();
  expect(answer).toHaveBeenCalledTimes(1);
});

test('who types on while a version is restored keeps what is typed', async () => {
  let isSaved = () => {};
  settled.mockReturnValue(new Promise<undefined>((resolve) => (isSaved = () => resolve(undefined))));
  const root = await opened();
  await press(button(root, 'Restore this version')[0]);
  draft.value = { value: 'cc', completed: true };
  isSaved();
  await pass();
  expect(answer).not.toHaveBeenCalled();
});

test('where nothing can be changed nothing can be restored', async () => {
  const root = await opened(true);
  expect(button(root, 'Restore this version').every((each) => each.disabled)).toBe(true);
});

test('older versions come a page at a time', async () => {
  versions.mockResolvedValueOnce(ok({ items: [version(3, 'c'), version(2, 'b')], nextCursor: '77' }));
  versions.mockResolvedValueOnce(ok({ items: [version(1, 'a')], nextCursor: null }));
  const root = await opened();
  await press(button(root, 'Show older versions')[0]);
  expect(versions.mock.lastCall).toEqual(['q_1', '77']);
  expect(items(root)).toHaveLength(3);
  expect(button(root, 'Show older versions')).toEqual([]);
});

test('a save that arrives keeps the older ones that are shown', async () => {
  versions.mockResolvedValueOnce(ok({ items: [version(3, 'c'), version(2, 'b')], nextCursor: '77' }));
  versions.mockResolvedValueOnce(ok({ items: [version(1, 'a')], nextCursor: null }));
  const root = await opened();
  await press(button(root, 'Show older versions')[0]);
  versions.mockResolvedValueOnce(ok({ items: [version(4, 'd'), version(3, 'c')], nextCursor: '88' }));
  await arrives(version(4, 'd'));
  expect(items(root)).toHaveLength(4);
  expect(button(root, 'Show older versions')).toEqual([]);
});

test('when they cannot be fetched the student reads so and tries again', async () => {
  versions.mockResolvedValueOnce(unreachable());
  const root = await opened();
  expect(root.querySelector('[role=alert]')?.textContent).toContain('cannot be fetched now');
  await press(button(root, 'Try again')[0]);
  expect(root.querySelector('[role=alert]')?.textContent).toBe('');
  expect(items(root)).toHaveLength(3);
});
