import { signal } from '@preact/signals';
import { untilItArrives } from './late-parts';
import { trustedPolicy } from './trusted-policy';

/** The elements of `AuthorHtml.cs`; a test holds both lists against each other. */
export const TAGS =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 ' +
  'hr i img inline-math ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th thead tr ' +
  'u ul var wbr';

const PLAIN = new RegExp(`^/?(${TAGS.replace(/ /g, '|')})$`);

/** What makes HTML safe, once it is here. */
const purifier = signal<((html: string) => string) | null>(null);
let fetching: Promise<void> | undefined;
/** What was shown for each text: an exam has few, and each is shown many times. */
const shown = new Map<string, string>();

/**
 * HTML without all but plain tags: the elements above without attributes, in which nothing can run, load or dress up as the page. Of a picture its
 * alternative text stays. HTML that is plain comes back as it is, and only that: each `<` of what comes back begins `<tag>` or `</tag>`.
 */
export function plainHtml(html: string): string {
  return html.replace(/<([^\s<>]*)[^<>]*>?/g, (tag, name: string) => {
    if (name === 'img') return `<span>${/ alt="([^"]*)"/.exec(tag)?.[1] ?? ''}</span>`;
    return PLAIN.test(name) ? `<${name}>` : '';
  });
}

/** Fetches what makes HTML safe, again and again until it arrives. */
export function fetchPurifier(): Promise<void> {
  fetching ??= untilItArrives(() => import('./ui/purify')).then(({ purify }) => {
    for (const html of shown.keys()) if (plainHtml(html) !== html) shown.delete(html);
    purifier.value = purify;
  });
  return fetching;
}

/** Plain HTML as it is, other HTML made safe; until that can be done, its plain part. */
function makeSafe(html: string): string {
  const plain = plainHtml(html);
  if (plain === html) return html;
  if (purifier.value) return purifier.value(html);
  void fetchPurifier();
  return plain;
}

const trusted = trustedPolicy('examlet', { createHTML: makeSafe });

/** HTML from the server as it may enter the page. A component that calls this is drawn again when more of it can be shown. */
export function shownHtml(html: string): string {
  void purifier.value;
  let safe = shown.get(html);
  if (safe === undefined) {
    safe = trusted?.createHTML(html) ?? makeSafe(html);
    shown.set(html, safe);
  }
  return safe;
}
