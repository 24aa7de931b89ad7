/** Joins two consonants of a script of India and its neighbours into one character. */
const VIRAMA = '[\\u094d\\u09cd\\u0acd\\u0b4d\\u0c4d\\u0d4d\\u1039\\u17d2\\u1a60\\u1b44\\u1bab\\ua9c0\\uaaf6]';
/** Stands over the numbers that follow it. */
const BEFORE = '[\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u0d4e]';
/** Vowels of Burmese that are written as characters of their own. */
const BESIDE = '[\\u102b\\u102c\\u1038\\u1062-\\u1064\\u1067-\\u106d\\u1083\\u1087-\\u108c\\u108f\\u109a-\\u109c]';
const ONE_OF = [
  String.raw`\r\n`,
  String.raw`\p{RI}\p{RI}`,
  String.raw`[\u1100-\u115f]+[\u1160-\u11ff]*`,
  String.raw`[\uac00-\ud7a3][\u1160-\u11ff]*`,
  String.raw`\p{ExtPict}(?:[\p{M}\p{EMod}]*\u200d\p{ExtPict})*`,
  // Up to the first virama, so that no mark is tried twice.
  String.raw`\p{Lo}(?:(?:(?!${VIRAMA})[\p{M}\u200d])*${VIRAMA}[\p{M}\u200d]*\p{Lo})+`,
  '.',
];
const AFTER = String.raw`(?!${BESIDE})[\p{M}\p{EMod}\u{e0020}-\u{e007f}\u0e33\u0eb3\uff9e\uff9f\u200c\u200d]`;

/**
 * What a person sees as one character, for browsers without `Intl.Segmenter`: a line end, a flag, a syllable of
 * Hangul, a chain of emoji, consonants that are joined or any other character, each with the marks that follow it.
 */
const SEEN = new RegExp(`${BEFORE}*(?:${ONE_OF.join('|')})(?:${AFTER})*`, 'gsu');

export function charactersByPattern(text: string): number {
  return text.match(SEEN)?.length ?? 0;
}
