import { readHtml } from '@examlet/player/lazy';
import { keepFormulas, lowered, raised } from './formulas';
import { withoutCode } from './inert';

// What holds no text of its own, and what a program put beside the text for itself.
const DROPPED =
  'script,xmp,template,noscript,iframe,object,embed,applet,svg,math,canvas,img,' +
  'picture,video,audio,map,link,meta,title,base,input,select,textarea,button,colgroup,' +
  'br.Apple-interchange-newline';

const BLOCK =
  /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|DD|DIV|DL|DT|FIGURE|FOOTER|H[1-6]|HEADER|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|UL)$/;

const STYLE = 'data-style';

/** Deeper lists are made flat: nobody writes them, and the server shows no HTML of any depth. */
const DEEPEST_LIST = 6;

/**
 * Makes of pasted HTML what the editor understands: Word's and Google Docs' own ways of writing lists and empty lines
 * become lists and paragraphs, cells of tables do not run together, formulas, exponents and descriptions of pictures
 * become text, scripts go. It is read in a document without a page: nothing in it is run or fetched. `onLost` hears of
 * a picture or formula that says nothing in text.
 */
export function cleanPasted(html: string, onLost: () => void = () => undefined): string {
  if (html.includes('data-pm-slice')) return html;
  const body = readHtml(withoutCode(html));
  if (keepFormulas(body)) onLost();
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  for (const part of body.querySelectorAll('table, thead, tbody, tfoot, tr, td, th, caption')) rename(part, 'div');
  for (const pre of body.querySelectorAll('pre')) breakLines(pre);
  makeWordLists(body);
  for (const element of body.querySelectorAll(`[${STYLE}]`)) tagStyle(element);
  for (const list of body.querySelectorAll('ul, ol')) if (depthOf(list) > DEEPEST_LIST) flatten(list);
  for (const line of body.querySelectorAll('br')) settleBreak(line);
  for (const paragraph of body.querySelectorAll('p')) if (isBlank(paragraph)) paragraph.textContent = '';
  return body.innerHTML;
}

/** What a style says of the letters becomes an element that says it. */
function tagStyle(element: Element): void {
  const style = element.getAttribute(STYLE) ?? '';
  element.removeAttribute(STYLE);
  const says = (property: string, value: string) =>
    new RegExp(`(^|;)\\s*${property}\\s*:[^;]*\\b${value}`, 'i').test(style);
  if (says('vertical-align', 'super')) element.textContent = raised(element.textContent ?? '');
  else if (says('vertical-align', 'sub')) element.textContent = lowered(element.textContent ?? '');
  if (says('white-space', '(pre|break-spaces)')) breakLines(element);
  if (says('font-style', '(italic|oblique)')) wrapContent(element, 'em');
  if (says('text-decoration(-line)?', 'underline') && !element.closest('a')) wrapContent(element, 'u');
  if (says('font-weight', '(bold|bolder|[6-9]00)')) wrapContent(element, 'strong');
  else if (says('font-weight', '') && /^(B|STRONG)$/.test(element.nodeName))
    rename(element, element.querySelector('p, li') ? 'div' : 'span');
}

/**
 * Word writes the items of a list as paragraphs: which list and how deep stands in the style, the bullet or number in
 * the text.
 */
function makeWordLists(body: HTMLElement): void {
  let open: { readonly list: Element; readonly level: number }[] = [];
  let last: Element | null = null;
  for (const paragraph of body.querySelectorAll(`p[${STYLE}*="mso-list"]`)) {
    const level = Number(/mso-list:[^;]*\blevel(\d+)/.exec(paragraph.getAttribute(STYLE) ?? '')?.[1]);
    if (!level) continue;
    const marker = paragraph.querySelector(`[${STYLE}*="Ignore"]`);
    const kind = /^\s*[\p{L}\p{N}]+[.)]/u.test(marker?.textContent ?? '') ? 'ol' : 'ul';
    marker?.remove();
    if (previousOf(paragraph) !== last) open = [];
    open = open.filter((outer) => outer.level <= level);
    const inner = open[open.length - 1];
    const item = body.ownerDocument.createElement('li');
    if (inner?.level === level) {
      inner.list.append(item);
    } else {
      const list = body.ownerDocument.createElement(kind);
      list.append(item);
      if (inner) inner.list.lastElementChild?.append(list);
      else paragraph.before(list);
      open = [...open, { list, level }];
    }
    item.append(paragraph);
    last = open[0]?.list ?? null;
  }
}

function previousOf(element: Element): Element | null {
  for (let before = element.previousSibling; before; before = before.previousSibling)
    if (before instanceof Element || !isBlank(before)) return before instanceof Element ? before : null;
  return null;
}

/** A break that ends a block shows no line of its own; between two blocks it is an empty paragraph. */
function settleBreak(line: Element): void {
  const isEdge = (node: Node | null) => node === null || BLOCK.test(node.nodeName);
  if (!isEdge(beside(line, 'nextSibling'))) return;
  const ends = !isEdge(beside(line, 'previousSibling'));
  const inside = line.parentElement?.nodeName ?? '';
  if (ends || /^(P|H[1-6]|LI)$/.test(inside)) line.remove();
  else if (BLOCK.test(inside) || inside === 'BODY') rename(line, 'p');
}

function beside(node: Node, side: 'nextSibling' | 'previousSibling'): Node | null {
  let other = node[side];
  while (other && other.nodeName !== 'BR' && !BLOCK.test(other.nodeName) && isBlank(other)) other = other[side];
  return other;
}

function breakLines(pre: Element): void {
  const texts: Text[] = [];
  const walk = pre.ownerDocument.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode as Text);
  for (const text of texts) {
    const lines = text.data.split('\n');
    text.replaceWith(
      ...lines.flatMap((line, at) => (at === 0 ? [line] : [pre.ownerDocument.createElement('br'), line])),
    );
  }
}

function depthOf(list: Element): number {
  let depth = 1;
  for (let outer = list.parentElement; outer; outer = outer.parentElement)
    if (/^[UO]L$/.test(outer.nodeName)) depth += 1;
  return depth;
}

function flatten(list: Element): void {
  const texts = [...list.querySelectorAll('li')].map((item) => item.textContent ?? '');
  list.replaceWith(texts.join(' '));
}

function wrapContent(element: Element, name: string): void {
  const wrapper = element.ownerDocument.createElement(name);
  while (element.firstChild) wrapper.append(element.firstChild);
  element.append(wrapper);
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name);
  while (element.firstChild) renamed.append(element.firstChild);
  element.replaceWith(renamed);
}

function isBlank(node: Node): boolean {
  return (node.textContent ?? '').trim() === '';
}
