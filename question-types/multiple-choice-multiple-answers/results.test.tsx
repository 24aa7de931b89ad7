// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showResult } from '../../src/player/test/question';
import Result from './results';

const settings = { options: ['<b>1</b>', '2', '3'], optionsHtml: ['<b>one</b>', 'two', 'three'] };
const rows = (root: HTMLElement) => [...root.querySelectorAll('li')].map((row) => row.textContent);

test('every option is there, and those that were chosen are marked in words', () => {
  expect(rows(showResult(Result, ['3', '<b>1</b>'], settings))).toEqual(['oneyour answer', 'two', 'threeyour answer']);
});

test('that nothing applies is said in words', () => {
  expect(showResult(Result, [], settings).textContent).toContain('noneOfThese');
  expect(showResult(Result, null, settings).textContent).not.toContain('noneOfThese');
});

test('without a choice nothing is marked', () => {
  expect(rows(showResult(Result, [], settings))).toEqual(['one', 'two', 'three']);
});
