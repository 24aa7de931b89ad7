import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plainHtml, TAGS } from './plain';

const tests = (path: string) => fileURLToPath(new URL(`../../../tests/${path}`, import.meta.url));
const corpus = tests('Examlet.Tests/Corpus/html');

/** HTML that others have attacked with, and pieces of it put together in any way. */
const ATTACKS: readonly string[] = [
  ...readFileSync(tests('Examlet.BrowserTests/Corpus/markup.txt'), 'utf8').split('\n'),
  ...readdirSync(corpus).map((name) => readFileSync(`${corpus}/${name}`, 'utf8')),
  ...mixed(3_000),
];

function mixed(count: number): string[] {
  const pieces = (
    '<|<|>|/|p|b|script|svg|img|inline-math|style|template|!--|-->|<![CDATA[|]]>|?xml| |\t|\f|\0|\n|=|"|\'|`|' +
    'onerror=x|src=x|&lt;|&#60;|<p>|</p>|<P>|<b |é|İ|ſ|K|text|</|<p\0>|<p/>|<br>|<pre>\n'
  ).split('|');
  let seed = 20;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed >> 8;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + (next() % 9) }, () => pieces[next() % pieces.length]).join(''),
  );
}

/** Nothing but texts and tags of the list without attributes, by the grammar alone. */
const isPlain = (html: string) =>
  html
    .split('<')
    .slice(1)
    .every((piece) => TAGS.split(' ').some((tag) => piece.startsWith(`${tag}>`) || piece.startsWith(`/${tag}>`)));

test.each([
  ['words &amp; signs', 'words &amp; signs'],
  ['<p>one</p><p>two</p>', '<p>one</p><p>two</p>'],
  [
    '<p>Half: <inline-math>\\frac{1}{2}</inline-math><br></p>',
    '<p>Half: <inline-math>\\frac{1}{2}</inline-math><br></p>',
  ],
  ['&lt;img src=x onerror=alert(1)&gt;', '&lt;img src=x onerror=alert(1)&gt;'],
])('%s is plain', (html, plain) => expect(plainHtml(html)).toBe(plain));

test.each([
  ['<p dir="rtl">one</p>', '<p>one</p>'],
  ['a<img alt="A map" src="https://example.com/a.png">b', 'a<span>A map</span>b'],
  ['a<script>alert(1)</script>b', 'aalert(1)b'],
  ['<img src=x onerror=alert(1)', '<span></span>'],
  ['<P>one</P>', 'one'],
  ['<svg onload=alert(1)><p>', '<p>'],
  ['<b<script>x', '<b>x'],
  ['<!--<p>-->', '<p>-->'],
])('of %s stays %s', (html, plain) => expect(plainHtml(html)).toBe(plain));

test('whatever is written, what stays is plain, and is the whole text only where the text was', () => {
  for (const html of ATTACKS) {
    const plain = plainHtml(html);
    expect(isPlain(plain), html).toBe(true);
    expect(plain === html, html).toBe(isPlain(html) && !html.includes('<img>'));
  }
});

test('a text as long as they may be is read too', () => {
  for (const part of ['<', '<p ', '<p>', '>', '<img alt="'])
    expect(isPlain(plainHtml(part.repeat(260_000 / part.length))), part).toBe(true);
});

describe('a page', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.doUnmock('./ui/purify');
  });

  /** What makes HTML safe fails to arrive so many times. */
  const failing = (times: number) => {
    const tried = vi.fn(() => {
      if (tried.mock.calls.length <= times) throw new Error('offline');
      return { purify: (html: string) => `${html}<!-- safe -->` };
    });
    vi.doMock('./purify', tried);
    return tried;
  };

  test('fetches nothing for plain HTML', async () => {
    const tried = failing(0);
    const { shownHtml } = await import('./shown');
    expect(shownHtml('<p>one</p>')).toBe('<p>one</p>');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(tried).not.toHaveBeenCalled();
  });

  test('shows what is plain of other HTML, and the rest made safe once that can be done, after failures', async () => {
    const tried = failing(2);
    const { shownHtml } = await import('./shown');
    expect(shownHtml('<p lang="nl">een</p>')).toBe('<p>een</p>');
    await vi.waitFor(() => expect(tried).toHaveBeenCalledTimes(1));
    expect(shownHtml('<p lang="nl">een</p>')).toBe('<p>een</p>');
    await vi.advanceTimersByTimeAsync(120_000);
    await vi.waitFor(() => expect(shownHtml('<p lang="nl">een</p>')).toBe('<p lang="nl">een</p><!-- safe -->'));
    expect(shownHtml('<p>one</p>')).toBe('<p>one</p>');
  });
});
