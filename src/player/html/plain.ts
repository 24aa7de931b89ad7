/** The elements of `AuthorHtml.cs`; a test holds both lists against each other. */
export const TAGS =
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure ' +
  'h1 h2 h3 h4 h5 h6 hr i img inline-math ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup ' +
  'table tbody td tfoot th thead tr u ul var wbr';

const PLAIN = new RegExp(`^/?(${TAGS.replace(/ /g, '|')})$`);

/**
 * HTML without all but plain tags: the elements above without attributes, in which nothing can run, load or dress up as
 * the page. Of a picture its alternative text stays. HTML that is plain comes back as it is, and only that: each `<` of
 * what comes back begins `<tag>` or `</tag>`.
 */
export function plainHtml(html: string): string {
  return html.replace(/<([^\s<>]*)[^<>]*>?/g, (tag, name: string) => {
    if (name === 'img') return `<span>${/ alt="([^"]*)"/.exec(tag)?.[1] ?? ''}</span>`;
    return PLAIN.test(name) ? `<${name}>` : '';
  });
}
