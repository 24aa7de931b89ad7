import { readHtml } from '@examlet/player/lazy';
import { inert } from './inert';

interface Segment {
  readonly isWordLike?: boolean;
}

interface Segmenter {
  segment(text: string): Iterable<Segment>;
}

// A hyphen or an apostrophe inside a word does not end it: people count "l'été" and "twenty-one" as one word.
const JOINT = /([\p{L}\p{M}\p{N}])['’\-‐‑](?=[\p{L}\p{N}])/gu;

// Letters of scripts that put no space between words.
const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const UNSPACED = new RegExp(`[${SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]\\p{M}*`, 'gu');

const segmenters = new Map<string, Segmenter | null>();

/**
 * How many words a text has by the rules of its language (Unicode UAX #29, with dictionaries for languages that write
 * without spaces).
 */
export function countWords(text: string, locale: string): number {
  const segmenter = segmenterOf(locale);
  if (!segmenter) return countWithoutSegmenter(text);
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text.replace(JOINT, '$1'))) if (isWordLike) count += 1;
  return count;
}

/** For browsers without a segmenter: runs of letters and digits, and each letter of a script that has no spaces. */
export function countWithoutSegmenter(text: string): number {
  const spaced = text.replace(JOINT, '$1').replace(UNSPACED, ' x ');
  return spaced.match(/[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_]|\u00AD|\u200C|\u200D|[.,:·](?=[\p{L}\p{N}]))*/gu)?.length ?? 0;
}

function segmenterOf(locale: string): Segmenter | null {
  let segmenter = segmenters.get(locale);
  if (segmenter === undefined) {
    const { Segmenter } = Intl as unknown as {
      Segmenter?: new (locale: string, options: { granularity: 'word' }) => Segmenter;
    };
    segmenter = Segmenter ? new Segmenter(locale, { granularity: 'word' }) : null;
    segmenters.set(locale, segmenter);
  }
  return segmenter;
}

/** The text of an answer in HTML: a space where a block or a line ends, so that words do not run together. */
export function textOfHtml(html: string): string {
  return readHtml(inert(html).replace(/<(\/p|\/h\d|\/li|br)\b/g, ' <$1')).textContent ?? '';
}
