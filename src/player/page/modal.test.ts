// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openModal } from './modal';

let dialog: HTMLDialogElement;
let opener: HTMLButtonElement;
let close: () => void;

/** A browser that does not know modal dialogs. */
beforeEach(() => {
  document.body.innerHTML =
    '<main><button id="opener">Hand in</button>' +
    '<dialog><button id="a">A</button><button id="b">B</button></dialog></main>';
  opener = document.querySelector('#opener') as HTMLButtonElement;
  dialog = document.querySelector('dialog') as HTMLDialogElement;
  Object.defineProperty(dialog, 'showModal', { value: undefined });
  opener.focus();
  close = openModal(dialog);
});

afterEach(() => close());

const focused = () => document.activeElement?.id;
const press = (key: string, more: KeyboardEventInit = {}) =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  );

test('it is open and says that it is a dialog over the page', () => {
  expect([dialog.hasAttribute('open'), dialog.getAttribute('role'), dialog.getAttribute('aria-modal')]).toEqual([
    true,
    'dialog',
    'true',
  ]);
});

test('the focus goes to its first button', () => expect(focused()).toBe('a'));

test('Tab goes round inside', () => {
  press('Tab');
  expect(focused()).toBe('b');
  press('Tab');
  expect(focused()).toBe('a');
  press('Tab', { shiftKey: true });
  expect(focused()).toBe('b');
});

test('focus that leaves it comes back', () => {
  opener.focus();
  expect(focused()).toBe('a');
});

test('Escape asks to cancel', () => {
  const asked = vi.fn();
  dialog.addEventListener('cancel', asked);
  press('Escape');
  expect(asked).toHaveBeenCalledOnce();
});

test('the page around it is hidden from screen readers until it is closed', () => {
  expect(opener.getAttribute('aria-hidden')).toBe('true');
  close();
  expect(opener.hasAttribute('aria-hidden')).toBe(false);
});

test('closed, it gives the focus back', () => {
  close();
  expect(focused()).toBe('opener');
});
