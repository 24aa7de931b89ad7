// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showResult } from '../../src/player/test/question';
import Result from './results';

test('the text stands as it was written, in its own direction', () => {
  const written = showResult(Result, ' أهلا\n<b>1</b>  2 ').querySelector('.written');
  expect(written?.textContent).toBe(' أهلا\n<b>1</b>  2 ');
  expect(written?.getAttribute('dir')).toBe('auto');
});

test('a value of another form is no text', () => {
  expect(showResult(Result, ['a']).textContent).toBe('No answer');
});
