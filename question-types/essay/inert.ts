/** The elements that text is made of. Everything else that looks like one in an answer was not made by the editor. */
const TEXT =
  'a|abbr|b|blockquote|br|caption|code|col|colgroup|dd|del|div|dl|dt|em|h[1-6]|hr|i|inline-math|ins|kbd|li|' +
  'mark|ol|p|pre|q|s|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var';

const NO_TAG = new RegExp(`<(?!/?(?:${TEXT})(?:[\\s/][^<>]*)?>)`, 'gi');

/**
 * Makes an answer safe to be read as HTML, also one that was not written here: what is not an element of text becomes
 * text, so that nothing of it is run, fetched, or refused by the page's policy. What the editor writes stays as it is.
 */
export function inert(html: string): string {
  return withoutCode(html.replace(NO_TAG, '&lt;'));
}

/**
 * The page's policy refuses styles and code, also in a document that is never shown: styles go by another name, to be
 * read there, and sheets become plain text.
 */
export function withoutCode(html: string): string {
  return html
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s/"'])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2'))
    .replace(/<(\/?)style\b/gi, '<$1xmp');
}
