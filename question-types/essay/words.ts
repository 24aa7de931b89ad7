/** The most that an answer takes on the server, in bytes of UTF-8. */
export const MOST_BYTES = 256 * 1024;

interface Segment {
  readonly isWordLike?: boolean;
}

interface Segmenter {
  segment(text: string): Iterable<Segment>;
}

/** How many words a text has by the rules of its language (Unicode UAX #29, with dictionaries for languages that write without spaces). */
export function countWords(text: string, locale: string): number {
  const { Segmenter } = Intl as unknown as {
    Segmenter?: new (locale: string, options: { granularity: 'word' }) => Segmenter;
  };
  // A hyphen or an apostrophe inside a word does not end it: people count "l'été" and "twenty-one" as one word.
  const joined = text.replace(/(\p{L}|\p{N})['’\-‑](?=\p{L}|\p{N})/gu, '$1');
  if (!Segmenter) return wordsBySpaces(joined);
  let count = 0;
  for (const { isWordLike } of new Segmenter(locale, { granularity: 'word' }).segment(joined))
    if (isWordLike) count += 1;
  return count;
}

/** Without help of the browser: runs of letters and digits, and each sign of a script that has no spaces. */
export function wordsBySpaces(text: string): number {
  const signs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;
  const spaced = text.replace(signs, ' x ');
  return spaced.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}.,]*/gu)?.length ?? 0;
}

/** The text of an answer in HTML: a space where a block ends, so that words do not run together. */
export function textOfHtml(html: string): string {
  const document = new DOMParser().parseFromString(html.replace(/<(\/p|\/h\d|\/li|br)\b/g, ' <$1'), 'text/html');
  return document.body.textContent ?? '';
}

/** How full an answer is: 1 is all that the server takes. */
export function fullness(html: string): number {
  return new TextEncoder().encode(html).length / MOST_BYTES;
}
