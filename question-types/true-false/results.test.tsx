// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { showResult } from '../../src/player/test/question';
import Result from './results';

test.each([
  ['true', ['Trueyour answer', 'False']],
  ['false', ['True', 'Falseyour answer']],
])('of %s is marked in words', (value, expected) => {
  expect([...showResult(Result, value).querySelectorAll('li')].map((row) => row.textContent)).toEqual(expected);
});
