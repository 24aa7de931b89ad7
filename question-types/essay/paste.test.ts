// @vitest-environment happy-dom
import { describe, expect, test, vi } from 'vitest';
import { cleanPasted } from './paste';

const item = (level: number, marker: string, text: string) =>
  `<p class="MsoListParagraph" style="text-indent:-18pt;mso-list:l0 level${level} lfo1"><![if !supportLists]>` +
  `<span style="mso-list:Ignore">${marker}<span>&nbsp;&nbsp; </span></span><![endif]>${text}</p>`;

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

describe('of mathematics and chemistry', () => {
  const katex =
    '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi><mi>x</mi></mrow>' +
    '<annotation encoding="application/x-tex">ax = \\frac{1}{2}</annotation></semantics></math></span>' +
    '<span class="katex-html" aria-hidden="true">ax=12</span></span>';
  test.each([
    ['MathML', '<p>Let <math><mi>x</mi><mo>=</mo><mn>5</mn></math> be</p>', '<p>Let x=5 be</p>'],
    ['brackets', '<math><mfenced><mi>x</mi><mi>y</mi></mfenced></math>', '(x,y)'],
    ['its size', '<math alttext="{\\displaystyle E=mc^{2}}"><mi>E</mi></math>', 'E=mc^{2}'],
    ['its size beside a picture', '<img alt="{\\textstyle x}" src="x.svg">', 'x'],
    ['a fraction', '<math><mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>', '1/(x+1)'],
    ['a root of a power', '<math><msqrt><msup><mi>x</mi><mn>2</mn></msup></msqrt></math>', '√(x²)'],
    ['KaTeX, once', `<p>${katex}.</p>`, '<p>ax = \\frac{1}{2}.</p>'],
    [
      'MathJax',
      '<mjx-container><svg></svg><mjx-assistive-mml><math><mi>y</mi></math></mjx-assistive-mml></mjx-container>',
      'y',
    ],
    [
      'Wikipedia, once',
      '<span class="mwe-math-element"><span><math alttext="{x^2}"><mi>x</mi></math></span><img alt="{x^2}"></span>',
      '{x^2}',
    ],
    ['a formula of a question', '<p><inline-math>x^2</inline-math></p>', '<p>x^2</p>'],
    [
      'a formula of Canvas',
      '<p><img class="equation_image" alt="LaTeX: x^2" data-equation-content="x^2"></p>',
      '<p>x^2</p>',
    ],
    ['a picture with a description', '<p>a <img alt="E = mc²"> b</p>', '<p>a E = mc² b</p>'],
    ['an exponent', '<p>x<sup>2</sup></p>', '<p>x²</p>'],
    ['an index', '<p>H<sub>2</sub>O</p>', '<p>H₂O</p>'],
    ['an exponent without a sign', '<p>e<sup>iπt</sup></p>', '<p>e^(iπt)</p>'],
    ['an exponent of Google Docs', '<p>m<span style="vertical-align:super">3</span></p>', '<p>m<span>³</span></p>'],
    ['LaTeX as text', '<p>\\(x^2\\)</p>', '<p>\\(x^2\\)</p>'],
    [
      'an equation of Word',
      '<p>Let <!--[if gte msEquation 12]><m:oMath><i><m:r>x=5</m:r></i></m:oMath><![endif]-->' +
        '<![if !msEquation]><img src="file:///c.png"><![endif]> be</p>',
      '<p>Let x=5 be</p>',
    ],
  ])('%s becomes text', (_, html, kept) => expect(text(html)).toBe(kept));

  test.each([
    '<img src="https://elsewhere.example/x.png">',
    '<math></math>',
    '<video src="x.mp4"></video>',
    '<audio src="x.mp3"></audio>',
    '<svg><path d="M0 0h9"/></svg>',
  ])('%s is told as lost', (html) => {
    const lost = vi.fn();
    cleanPasted(`<p>a${html}</p>`, lost);
    expect(lost).toHaveBeenCalledOnce();
  });

  test('nothing is told when all was kept', () => {
    const lost = vi.fn();
    cleanPasted(`<p>x<sup>2</sup> ${katex}</p>`, lost);
    expect(lost).not.toHaveBeenCalled();
  });
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
