import { type AnswerValue, plainMath } from '@examlet/player';

/** A piece of the text: as it stands, a blank by its number, a formula, or an element around other pieces. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'blank'; readonly at: number }
  | { readonly kind: 'formula'; readonly html: string }
  | {
      readonly kind: 'element';
      readonly tag: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly pieces: readonly Piece[];
    };

/** What was read of a text: its pieces, and for each blank the words before and after it. */
export interface BlankText {
  readonly pieces: readonly Piece[];
  readonly around: readonly { readonly before: string; readonly after: string }[];
}

const BLANK = /_{3,}/;
/** What begins and ends a line of its own: the words inside do not run into those beside it. */
const LINE = /^(?:blockquote|br|caption|d[dt]|div|figcaption|h\d|hr|li|p|pre|t[dhr])$/;
const NEAR = 40;

/** Reads HTML that may be shown, in which three or more underscores are a blank. */
export function readText(html: string): BlankText {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  /** What stands between the blanks. */
  const words = [''];
  const say = (text: string) => {
    words[words.length - 1] += text;
  };
  const read = (node: Node): Piece[] => {
    const text = node.textContent ?? '';
    if (node.nodeType === Node.TEXT_NODE) {
      return text.split(BLANK).flatMap((part, index): Piece[] => {
        const blank = index > 0 ? [{ kind: 'blank', at: words.push('') - 2 } as const] : [];
        say(part);
        return part ? [...blank, { kind: 'text', text: part }] : blank;
      });
    }
    if (!(node instanceof Element)) return [];
    const tag = node.localName;
    if (tag === 'inline-math' && !BLANK.test(text)) {
      say(plainMath(text));
      return [{ kind: 'formula', html: node.outerHTML }];
    }
    const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
    const gap = LINE.test(tag) ? ' ' : '';
    say(gap);
    const pieces = [...node.childNodes].flatMap(read);
    say(gap);
    return [{ kind: 'element', tag, attributes, pieces }];
  };
  const pieces = [...body.childNodes].flatMap(read);
  const lines = words.map((text) => text.replace(/\s+/g, ' ').trim());
  const around = lines.slice(1).map((after, at) => ({ before: lastWords(lines[at] ?? ''), after: firstWords(after) }));
  return { pieces, around };
}

/** As much as fits of the end of a text, in whole words. */
function lastWords(text: string): string {
  return text.length > NEAR ? text.slice(-NEAR).replace(/^\S*\s/, '') : text;
}

/** As much as fits of its beginning. */
function firstWords(text: string): string {
  return text.length > NEAR ? text.slice(0, NEAR).replace(/\s\S*$/, '') : text;
}

/** One text for each blank, whatever was stored. */
export function entriesOf(value: AnswerValue, count: number): string[] {
  const given = typeof value === 'string' ? [value] : (value ?? []);
  return Array.from({ length: count }, (_, at) => given[at] ?? '');
}

/** The answer with one blank changed; null when all are empty. */
export function filled(entries: readonly string[], at: number, text: string): AnswerValue {
  const next = entries.map((entry, index) => (index === at ? text : entry));
  return next.every((entry) => entry === '') ? null : next;
}
