// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { copyFormulasOnce } from './copying';

const KATEX =
  '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow>' +
  '<annotation encoding="application/x-tex">\\frac{a}{4}</annotation></semantics></math></span>' +
  '<span class="katex-html">a4</span></span>';

/** What is on the clipboard after a copy of the whole of this; null where the browser does it by itself. */
function copied(html: string): string | null {
  document.body.innerHTML = `<div id="x">${html}</div>`;
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('#x') as Element);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
  const texts = new Map<string, string>();
  const event = new Event('copy', { cancelable: true }) as ClipboardEvent;
  Object.defineProperty(event, 'clipboardData', {
    value: { setData: (type: string, text: string) => texts.set(type, text) },
  });
  copyFormulasOnce(event);
  return event.defaultPrevented ? (texts.get('text/plain') ?? '') : null;
}

test('a formula is copied once, as its LaTeX', () =>
  expect(copied(`<p>If ${KATEX} then</p>`)).toBe('If \\frac{a}{4} then'));

test('paragraphs around a formula stay lines', () =>
  expect(copied(`<p>a</p><p>${KATEX}</p><p>b</p>`)).toBe('a\n\\frac{a}{4}\nb'));

test('a text without a formula is the browser’s own', () => expect(copied('<p>a</p>')).toBeNull());
