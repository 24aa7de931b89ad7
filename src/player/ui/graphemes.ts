interface Segments {
  segment(text: string): Iterable<unknown>;
}

/** Characters of one unit each: what has none but these is as long as it is. */
const SIMPLE = /^[\n\x20-\u02ff]*$/;

const { Segmenter } = Intl as unknown as { Segmenter?: new () => Segments };
const segmenter = Segmenter && new Segmenter();

/** Until a browser without a segmenter has fetched its pattern: characters of Unicode. */
let withoutSegmenter = (text: string) => [...text].length;
if (!segmenter) {
  void import('./graphemes-by-pattern').then((pattern) => {
    withoutSegmenter = pattern.charactersByPattern;
  });
}

/** How many characters a person sees in a text, as the server counts them too. */
export function charactersIn(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  return segmenter ? [...segmenter.segment(text)].length : withoutSegmenter(text);
}
