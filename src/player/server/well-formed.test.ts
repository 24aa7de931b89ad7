import { expect, test } from 'vitest';
import { replaceLoneSurrogates, wellFormed } from './well-formed';

test.each([
  ['a\uD800', 'a\uFFFD'],
  ['\uDC00a', '\uFFFDa'],
  ['\uD800\uD800\uDC00\uDC00', '\uFFFD\u{10000}\uFFFD'],
  ['\uDC00\uDC00\uDC00', '\uFFFD\uFFFD\uFFFD'],
  ['😀 é עברית', '😀 é עברית'],
])('lone surrogates of %j are replaced without the browser’s help', (text, expected) => {
  expect(replaceLoneSurrogates(text)).toBe(expected);
});

test('every text of a list is made well-formed; null stays null', () => {
  expect(wellFormed(['a\u0000', '\uD800'])).toEqual(['a', '\uFFFD']);
  expect(wellFormed(null)).toBeNull();
});
