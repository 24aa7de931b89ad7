// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { countWithoutSegmenter, countWords, textOfHtml } from './words';

const texts = [
  ['en', 'Hello, world!', 2],
  ['en', "Don't stop: it's twenty-one.", 4],
  ['en', 'a well-to-do e-mail', 3],
  ['nl', "Zo'n foto’s in ’s-Hertogenbosch", 4],
  ['nl', 'de zee-egel en 3-jarige kinderen', 5],
  ['fr', "L'été dernier", 2],
  ['fr', 'L\u2019e\u0301te\u0301-la', 1],
  ['ar', 'القط على السجادة', 3],
  ['ar', 'كَتَبَ الطَّالِبُ', 2],
  ['he', 'שלום עולם', 2],
  ['hi', 'मेरा नाम', 2],
  ['en', '3.14 is a number, 1,000 too', 6],
  ['en', 'Yes 🎉🎉 no 👩‍👩‍👧', 2],
  ['en', '   ', 0],
  ['en', '— – … ?!', 0],
  ['en', 'one—two', 2],
  ['en', 'one\u00a0two\nthree', 3],
] as const;

describe('with the browser’s rules of languages', () => {
  test.each(texts)('in %s %j are %d', (locale, text, count) => expect(countWords(text, locale)).toBe(count));

  test.each([
    ['zh', '我们学习数学。', 3],
    ['ja', '私は学生です', 4],
    ['th', 'ฉันรักคณิตศาสตร์', 3],
  ])('words are found in %s, which has no spaces', (locale, text, count) =>
    expect(countWords(text, locale)).toBe(count),
  );

  test('a language other than the page’s is found too', () => expect(countWords('我们学习数学。', 'nl')).toBe(3));
});

describe('without the browser’s rules', () => {
  test.each(texts)('in %s %j are %d', (_locale, text, count) => expect(countWithoutSegmenter(text)).toBe(count));

  test('each letter counts where there are no spaces', () => expect(countWithoutSegmenter('数学 is fun')).toBe(4));
});

test.each(['<p>one</p><p>two</p>', '<ul><li>one</li><li>two</li></ul>', '<p>one<br>two</p>', '<h2>one</h2><p>two</p>'])(
  'words of %s do not run together',
  (html) => expect(countWords(textOfHtml(html), 'en')).toBe(2),
);
