/**
 * What a person sees as one character, for browsers without `Intl.Segmenter`: a line end, a flag, a syllable of
 * Hangul, a chain of emoji or any other character, each with the marks that follow it.
 */
const SEEN =
  /(?:\r\n|\p{RI}\p{RI}|[\u1100-\u115f]+[\u1160-\u11ff]*|[\uac00-\ud7a3][\u1160-\u11ff]*|\p{ExtPict}(?:[\p{M}\p{EMod}]*\u200d\p{ExtPict})*|.)(?:[\p{M}\p{EMod}\u{e0020}-\u{e007f}\u0e33\u0eb3\uff9e\uff9f]|\u200c|\u200d)*/gsu;

export function charactersByPattern(text: string): number {
  return text.match(SEEN)?.length ?? 0;
}
