// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { cleanPasted } from './paste';

const item = (level: number, marker: string, text: string) =>
  `<p class="MsoListParagraph" style="text-indent:-18pt;mso-list:l0 level${level} lfo1"><![if !supportLists]><span style="mso-list:Ignore">${marker}<span>&nbsp;&nbsp; </span></span><![endif]>${text}</p>`;

const text = (html: string) => cleanPasted(html).replace(/ class="[^"]*"|<!--.*?-->/g, '');

describe('of Word', () => {
  test('bullets become a list', () =>
    expect(text(item(1, '·', 'one') + item(1, '·', 'two'))).toBe('<ul><li><p>one</p></li><li><p>two</p></li></ul>'));

  test('numbers become a numbered list', () =>
    expect(text(item(1, '1.', 'one') + item(1, '2.', 'two'))).toBe('<ol><li><p>one</p></li><li><p>two</p></li></ol>'));

  test('a bullet that is the letter o is a bullet', () =>
    expect(text(item(1, 'o', 'one'))).toBe('<ul><li><p>one</p></li></ul>'));

  test('a deeper level stands inside its item', () =>
    expect(text(item(1, '·', 'one') + item(2, 'a)', 'deep') + item(1, '·', 'two'))).toBe(
      '<ul><li><p>one</p><ol><li><p>deep</p></li></ol></li><li><p>two</p></li></ul>',
    ));

  test('text between two lists keeps them apart', () =>
    expect(text(`${item(1, '·', 'one')}<p>text</p>${item(1, '·', 'two')}`)).toBe(
      '<ul><li><p>one</p></li></ul><p>text</p><ul><li><p>two</p></li></ul>',
    ));

  test('bold is bold whatever Word notes beside it', () =>
    expect(cleanPasted('<p><b style="mso-bidi-font-weight:normal">a</b></p>')).toBe('<p><b>a</b></p>'));

  test('a paragraph of one space is an empty one', () =>
    expect(text('<p class="MsoNormal"><o:p>&nbsp;</o:p></p>')).toBe('<p></p>'));
});

describe('of Google Docs', () => {
  test('the wrapper that says bold and is not goes', () =>
    expect(cleanPasted('<b style="font-weight:normal;" id="docs-internal-guid-1"><p>a</p></b>')).toBe(
      '<div><p>a</p></div>',
    ));

  test('a break between paragraphs is an empty paragraph', () =>
    expect(cleanPasted('<p>a</p><br><p>b</p>')).toBe('<p>a</p><p></p><p>b</p>'));

  test('the break at the very end goes', () =>
    expect(cleanPasted('<p>a</p><br class="Apple-interchange-newline">')).toBe('<p>a</p>'));
});

describe('of a style', () => {
  test.each([
    ['font-weight:700', '<strong>a</strong>'],
    ['color:red;font-weight: bold', '<strong>a</strong>'],
    ['font-weight:400', 'a'],
    ['font-style:italic', '<em>a</em>'],
    ['text-decoration:underline', '<u>a</u>'],
    ['text-decoration:none', 'a'],
  ])('%s becomes what the editor knows', (style, kept) =>
    expect(cleanPasted(`<p><span style="${style}">a</span></p>`)).toBe(`<p><span>${kept}</span></p>`),
  );

  test('the underline of a link is none of the words', () =>
    expect(cleanPasted('<a><span style="text-decoration:underline">a</span></a>')).toBe('<a><span>a</span></a>'));

  test('lines that it keeps stay lines', () =>
    expect(cleanPasted('<span style="white-space: pre-wrap">a\nb</span>')).toBe('<span>a<br>b</span>'));

  test('no style and no code is left', () =>
    expect(cleanPasted('<p style="color:red" onclick="x()">a</p><style>p > b { color: red }</style>')).not.toMatch(
      /\s(style|onclick)=|color/,
    ));

  test('words that speak of style stay', () =>
    expect(cleanPasted('<p>a style="b" c</p>')).toBe('<p>a style="b" c</p>'));
});

describe('of a web page', () => {
  test.each([
    ['<p>a<script>alert(1)</script>b</p>', '<p>ab</p>'],
    ['<p>a<img src="https://elsewhere.example/x.png" onerror="x()">b</p>', '<p>ab</p>'],
    ['<style>p { color: red }</style><p>a</p>', '<p>a</p>'],
    ['<p>a</p><svg><text>b</text></svg>', '<p>a</p>'],
    ['<object data="https://elsewhere.example">x</object>', ''],
  ])('what is no text goes: %s', (html, kept) => expect(cleanPasted(html)).toBe(kept));

  test('cells of a table do not run together', () =>
    expect(cleanPasted('<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>')).toContain(
      '<div>a</div><div>b</div>',
    ));

  test('lines of code or verse stay lines', () => expect(cleanPasted('<pre>a\nb</pre>')).toBe('<pre>a<br>b</pre>'));

  test('a break at the end of a paragraph shows no line', () => expect(cleanPasted('<p>a<br></p>')).toBe('<p>a</p>'));

  test('a break between words stays', () => expect(cleanPasted('<p>a<br>b</p>')).toBe('<p>a<br>b</p>'));

  test('lists nested without end become flat', () => {
    const deep = `${'<ul><li>x'.repeat(30)}${'</li></ul>'.repeat(30)}`;
    expect(cleanPasted(deep).match(/<ul>/g)).toHaveLength(6);
  });
});

test('what was copied here is pasted as it is', () => {
  const own = '<p data-pm-slice="0 0 []">a <br></p>';
  expect(cleanPasted(own)).toBe(own);
});
