// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showResult } from '../../src/player/test/question';
import Result from './results';

const settings = { options: ['<b>1</b>', '2', '3'], optionsHtml: ['<b>one</b>', 'two', 'three'] };
const rows = (root: HTMLElement) => [...root.querySelectorAll('li')].map((row) => row.textContent);

test('every option is there as the author wrote it, and the chosen one is marked in words', () => {
  const root = showResult(Result, '<b>1</b>', settings);
  expect(rows(root)).toEqual(['oneyour answer', 'two', 'three']);
  expect(root.querySelector('li b')?.textContent).toBe('one');
});

test('nothing in it can be changed', () => {
  expect(showResult(Result, '2', settings).querySelector('input, button, select')).toBeNull();
});

test('the list is named by its question', () => {
  expect(showResult(Result, '2', settings).querySelector('ul')?.getAttribute('aria-labelledby')).toBe('heading');
});
