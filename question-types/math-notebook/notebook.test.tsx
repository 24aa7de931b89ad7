// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { change, showAssessment } from '../../src/player/test/question';
import Notebook from './Notebook';

// MathLive needs a real browser; there it is tried in EveryTypeTests. Here it is a field of the same events.
vi.mock('@examlet/player/mathematics', () => ({
  MathKeys: () => null,
  MathField: (props: {
    id: string;
    value: string;
    label: string;
    disabled: boolean;
    onInput(latex: string): void;
    onEnter?(): void;
  }) => (
    <input
      id={props.id}
      class="math"
      aria-label={props.label}
      value={props.value}
      readOnly={props.disabled}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') props.onEnter?.();
      }}
    />
  ),
}));

const show = (value: string[] | null, settings = {}, disabled = false) =>
  showAssessment(Notebook, value, settings, { disabled });
const lines = (root: HTMLElement) => [...root.querySelectorAll<HTMLInputElement>('.math')].map((line) => line.value);
const press = (root: HTMLElement, name: string) =>
  void act(() =>
    [...root.querySelectorAll('button')]
      .find((button) => (button.getAttribute('aria-label') ?? button.textContent)?.startsWith(name))
      ?.click(),
  );

test('the author’s first lines stand there until something is answered', () => {
  expect(lines(show(null, { initialLines: ['2x=4'] }).root)).toEqual(['2x=4']);
  expect(lines(show(['x=2'], { initialLines: ['2x=4'] }).root)).toEqual(['x=2']);
});

test('Enter makes a line below and leads there', () => {
  const { root } = show(['a', 'b']);
  void act(() => {
    root.querySelector('.math')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  });
  expect(lines(root)).toEqual(['a', '', 'b']);
});

test('each change is told with all lines', () => {
  const { root, onChange } = show(['a', 'b']);
  change(root.querySelectorAll('.math')[1], { value: 'c' }, 'input');
  expect(onChange).toHaveBeenLastCalledWith(['a', 'c']);
});

test('a line that was removed can be put back', () => {
  const { root, onChange } = show(['a', 'b']);
  press(root, 'remove');
  expect(lines(root)).toEqual(['b']);
  press(root, 'putBack');
  expect(lines(root)).toEqual(['a', 'b']);
  expect(onChange).toHaveBeenLastCalledWith(['a', 'b']);
});

test('a line moves up by a button', () => {
  const { root, onChange } = show(['a', 'b']);
  void act(() => root.querySelectorAll<HTMLButtonElement>('li:last-child button')[0]?.click());
  expect(onChange).toHaveBeenLastCalledWith(['b', 'a']);
});

test('the last line is named as the answer', () => {
  const { root } = show(['a', 'b']);
  expect([...root.querySelectorAll('.math')].map((line) => line.getAttribute('aria-label'))).toEqual([
    'line',
    'lastLine',
  ]);
});

test('another value from outside replaces the lines', () => {
  const { root, draw } = show(['a']);
  draw(['x', 'y']);
  expect(lines(root)).toEqual(['x', 'y']);
});

test('closed it can be read and not changed', () => {
  const { root } = show(['a'], {}, true);
  expect(root.querySelector<HTMLInputElement>('.math')?.readOnly).toBe(true);
  expect(root.querySelector('button')).toBeNull();
});
