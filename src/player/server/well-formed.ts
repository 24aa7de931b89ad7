import type { AnswerValue } from './wire';

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what is looked for
const NUL = /\u0000/g;

/** The text as the server can store it: lone surrogates replaced, NUL removed. */
export function wellFormedText(text: string): string {
  const native = (text as string & { toWellFormed?: () => string }).toWellFormed;
  return (native ? native.call(text) : replaceLoneSurrogates(text)).replace(NUL, '');
}

/** Does what `String.prototype.toWellFormed` does, for browsers without it. */
export function replaceLoneSurrogates(text: string): string {
  let result = text;
  let before: string;
  do {
    before = result;
    result = before.replace(LONE_SURROGATE, (_match, lead: string | undefined) => `${lead ?? ''}\uFFFD`);
  } while (result !== before);
  return result;
}

/** The value as the server can store it. */
export function wellFormed(value: AnswerValue): AnswerValue {
  if (value === null) return null;
  return typeof value === 'string' ? wellFormedText(value) : value.map(wellFormedText);
}
