import { describe, expect, test } from 'vitest';
import { charactersIn } from './graphemes';
import cases from './graphemes.json';
import { charactersByPattern } from './graphemes-by-pattern';

// The server counts the same texts in TypedTextTests.
describe.each(cases as [string, number][])('%j', (text, count) => {
  test(`has ${count} characters`, () => expect(charactersIn(text)).toBe(count));
  test(`has as many without Intl.Segmenter`, () => expect(charactersByPattern(text)).toBe(count));
});

test('a long plain text is as long as it is', () => expect(charactersIn('é\n'.repeat(50_000))).toBe(100_000));
