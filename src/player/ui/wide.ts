import type { Texts } from '../page/texts';

/** What may be wider than the page, in any text of an author. A field that is written in is none of it. */
const WIDE = 'table, pre, .katex-display, inline-math';
const WAIT_MS = 100;

let isWatching = false;

/**
 * What is wider than its place scrolls inside itself, and can be scrolled with the keyboard: it takes the focus and has
 * a name. Whatever comes later is looked at too.
 */
export function watchWide(texts: Texts, root: HTMLElement = document.body): void {
  if (isWatching) return;
  isWatching = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(() => lookAtAll(root, texts.t('scrollsSideways')), WAIT_MS);
  };
  new MutationObserver(look).observe(root, { childList: true, subtree: true });
  if ('ResizeObserver' in window) new ResizeObserver(look).observe(root);
  look();
}

function lookAtAll(root: HTMLElement, name: string): void {
  for (const element of root.querySelectorAll<HTMLElement>(WIDE)) {
    if (element.closest('[contenteditable], math-field, .katex-mathml')) continue;
    if (element.localName === 'inline-math') fitFormula(element);
    lookAt(element.localName === 'table' ? boxOf(element) : element, name);
  }
}

/** A table keeps its own layout: the box around it scrolls. */
function boxOf(table: HTMLElement): HTMLElement {
  const around = table.parentElement;
  if (around?.classList.contains('wide-table')) return around;
  const box = document.createElement('div');
  box.className = 'wide-table';
  table.replaceWith(box);
  box.append(table);
  return box;
}

/** A formula in a line becomes a box that scrolls only where it does not fit into its line. */
function fitFormula(formula: HTMLElement): void {
  if (formula.querySelector('.katex-display')) return;
  formula.classList.remove('wide-formula');
  let box = formula.parentElement;
  while (box && box.clientWidth === 0) box = box.parentElement;
  if (box && formula.getBoundingClientRect().width > box.clientWidth + 1) formula.classList.add('wide-formula');
}

function lookAt(box: HTMLElement, name: string): void {
  // What is pressed as a whole has the focus already.
  const isWide = box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0 && !box.closest('button, [role=button]');
  if (isWide === box.hasAttribute('data-wide')) return;
  box.toggleAttribute('data-wide', isWide);
  for (const [attribute, value] of [
    ['tabindex', '0'],
    ['role', 'region'],
    ['aria-label', name],
  ] as const) {
    if (isWide) box.setAttribute(attribute, value);
    else box.removeAttribute(attribute);
  }
}
