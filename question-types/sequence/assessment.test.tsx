// @vitest-environment happy-dom
import type { AnswerValue } from '@examlet/player';
import { describe, expect, test } from 'vitest';
import { key, press, showLive } from '../../src/player/test/live';
import { showResult } from '../../src/player/test/question';
import SequenceResult from './results';
import Sequence from './Sequence';

const settings = { options: ['c', 'a', 'b'], optionsHtml: ['<i>C</i>', 'A', 'B'] };

function show(value: AnswerValue, disabled = false) {
  const shown = showLive(Sequence, value, settings, { disabled });
  const { root } = shown;
  return {
    ...shown,
    texts: () => [...root.querySelectorAll('.sequence-text')].map((text) => text.textContent),
    button: (label: string, row: number) =>
      root.querySelectorAll(`li`)[row]?.querySelector<HTMLElement>(`[aria-label=${label}]`) as HTMLElement,
    status: () => root.querySelector('[role=status]')?.textContent,
  };
}

test('before anything is moved the shuffled order is shown and nothing is told', () => {
  const { texts, onChange, root } = show(null);
  expect(texts()).toEqual(['C', 'A', 'B']);
  expect(onChange).not.toHaveBeenCalled();
  expect(root.querySelector('.hint')?.textContent).toBe('notYourOrder');
});

test('the author’s HTML is shown and the exact strings are told', () => {
  const { root, button, onChange } = show(null);
  expect(root.querySelector('.sequence-text i')?.textContent).toBe('C');
  press(button('moveDown', 0));
  expect(onChange).toHaveBeenCalledWith(['a', 'c', 'b'], { immediate: true });
});

test('the order can be kept as it stands', () => {
  const { root, onChange } = show(null);
  press(root.querySelector('.sequence-state button') as HTMLElement);
  expect(onChange).toHaveBeenCalledWith(['c', 'a', 'b'], { immediate: true });
});

test('cleared, it is the shuffled order and no answer', () => {
  const { root, onChange, texts } = show(['b', 'a', 'c']);
  press(root.querySelector('.sequence-state button') as HTMLElement);
  expect(onChange).toHaveBeenCalledWith(null, { immediate: true });
  expect(texts()).toEqual(['C', 'A', 'B']);
});

describe('the buttons', () => {
  test('move an entry and keep the focus with it', () => {
    const { button, texts } = show(null);
    press(button('moveDown', 0));
    press(document.activeElement as HTMLElement);
    expect(texts()).toEqual(['A', 'B', 'C']);
    expect(document.activeElement).toBe(button('moveDown', 2));
  });

  test('do nothing at the end of the list', () => {
    const { button, onChange } = show(null);
    press(button('moveUp', 0));
    expect(onChange).not.toHaveBeenCalled();
    expect(button('moveUp', 0).getAttribute('aria-disabled')).toBe('true');
  });

  test('say where the entry is now', () => {
    const { button, status } = show(null);
    press(button('moveDown', 0));
    expect(status()).toBe('C: position');
  });
});

describe('the keys', () => {
  test('pick up, move and put down', () => {
    const { button, texts } = show(null);
    press(button('move', 0));
    key('ArrowDown');
    key('ArrowDown');
    key('ArrowUp');
    press(document.activeElement as HTMLElement);
    key('ArrowDown');
    expect(texts()).toEqual(['A', 'C', 'B']);
  });

  test('keep the focus on what is moved', () => {
    const { button } = show(null);
    press(button('move', 0));
    key('ArrowDown');
    expect(document.activeElement).toBe(button('move', 1));
    expect(button('move', 1).getAttribute('aria-pressed')).toBe('true');
  });

  test('Escape puts everything back, no answer too', () => {
    const { button, onChange } = show(null);
    press(button('move', 2));
    key('ArrowUp');
    key('Escape');
    expect(onChange).toHaveBeenLastCalledWith(null, { immediate: true });
  });

  test('move nothing that was not picked up', () => {
    const { button, onChange } = show(null);
    button('move', 0).focus();
    key('ArrowDown');
    expect(onChange).not.toHaveBeenCalled();
  });
});

test('a value from outside is shown', () => {
  const { draw, texts } = show(['a', 'b', 'c']);
  draw(['b', 'c', 'a']);
  expect(texts()).toEqual(['B', 'C', 'A']);
});

test('closed, it is a list to read', () => {
  const { root, texts } = show(['b', 'a', 'c'], true);
  expect(texts()).toEqual(['B', 'A', 'C']);
  expect(root.querySelectorAll('button')).toHaveLength(0);
});

describe('the result', () => {
  test('is the student’s order', () => {
    const root = showResult(SequenceResult, ['b', 'a', 'c'], settings);
    expect([...root.querySelectorAll('ol li')].map((item) => item.textContent)).toEqual(['B', 'A', 'C']);
  });

  test('says that there is none', () => {
    expect(showResult(SequenceResult, null, settings).textContent).toBe('No answer');
  });
});
