import 'fake-indexeddb/auto';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { pageOf, staffOf } from '../staff/test-staff';
import type { StaffPage } from '../staff/wire';
import { Grading } from './grading';
import en from './locales/en.json';
import type { TestServer } from './test-server';
import { App } from './ui/App';

let closeLast: (() => void) | undefined;

/** The page for grading before a server of the tests. */
export async function showGrading(server: TestServer, more: Partial<StaffPage> = {}) {
  const { staff, told } = staffOf(server, pageOf(more, en));
  const grading = new Grading(staff);
  closeLast?.();
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
  /** Until the browser's storage and its encryption, whose time is their own, have done what was asked of them. */
  const until = async (work: Promise<unknown>) => {
    let isDone = false;
    void work.then(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((done) => setImmediate(done));
      await pass(0);
    }
  };
  const settle = () => until(grading.kept.settled().then(() => pass(20)));
  await act(async () => {
    render(<App grading={grading} />, root);
  });
  await until(grading.begin());
  closeLast = () => {
    render(null, root);
    grading.outbox.stop();
  };
  const button = (name: string) =>
    [...root.querySelectorAll<HTMLButtonElement>('button')].find(
      (each) => each.textContent?.trim() === name || each.getAttribute('aria-label') === name,
    );
  return {
    root,
    grading,
    told,
    pass,
    settle,
    button,
    close: () => act(() => render(null, root)),
    text: () => root.textContent ?? '',
    title: () => root.querySelector('#answer-title')?.textContent ?? '',
    field: (id: string) => root.querySelector<HTMLInputElement>(`#${id}`),
    press: (name: string) =>
      act(async () => {
        const found = button(name);
        if (!found) throw new Error(`There is no button ${name}.`);
        found.click();
        await vi.advanceTimersByTimeAsync(0);
      }),
    key: (key: string, more: KeyboardEventInit = {}) =>
      act(async () => {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
        await vi.advanceTimersByTimeAsync(20);
      }),
    write: (id: string, text: string) =>
      act(async () => {
        const field = root.querySelector<HTMLInputElement>(`#${id}`);
        if (!field) throw new Error(`There is no field ${id}.`);
        field.focus();
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await vi.advanceTimersByTimeAsync(0);
      }),
  };
}
