// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { keepFilesOut } from './boot';

keepFilesOut(window);

/** Whether the browser's own way with what is dragged over the page is stopped. */
function isStopped(type: string, types: readonly string[]): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'dataTransfer', { value: { types, dropEffect: 'copy' } });
  document.body.dispatchEvent(event);
  return event.defaultPrevented;
}

test.each(['dragover', 'drop'])('a file does nothing beside what takes files: %s', (type) =>
  expect(isStopped(type, ['Files'])).toBe(true),
);

test.each(['dragover', 'drop'])('text may be dragged: %s', (type) =>
  expect(isStopped(type, ['text/plain', 'text/html'])).toBe(false),
);
