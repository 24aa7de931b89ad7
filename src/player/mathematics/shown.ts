import { again, retry } from '../page/retry';
import type { Translate } from '../page/texts';
import { plainMath } from './plain';

interface Waiting {
  readonly latex: string;
  readonly t: Translate;
}

/** What draws, once it is here. */
let drawn: typeof import('./draw') | undefined;
let firstTry: Promise<void> | undefined;
let hasFailed = false;
const waiting = new Map<Element, Waiting>();
const sources = new WeakMap<Element, string>();

/** Fetches what draws mathematics, again and again until it arrives; settles after the first try. */
export function fetchMath(): Promise<void> {
  firstTry ??= new Promise((tried) => {
    const load = async () => {
      const module = await import('./draw');
      await module.fonts();
      return module;
    };
    const failed = () => {
      hasFailed = true;
      for (const [element, { latex }] of waiting) showPlain(element, latex);
      tried();
      return again();
    };
    void retry(() => load().catch(failed)).then((module) => {
      drawn = module;
      for (const [element, { latex, t }] of waiting) module.drawMath(element, latex, t);
      waiting.clear();
      tried();
    });
  });
  return firstTry;
}

/**
 * Shows a formula in an element: drawn, and until that can be done a place of about its size. Its source is never seen.
 * Returns what ends the waiting.
 */
export function showFormula(element: Element, latex: string, t: Translate): () => void {
  // A page translator would rewrite what is drawn.
  element.setAttribute('translate', 'no');
  // Nor does a text that runs from right to left turn it around.
  element.setAttribute('dir', 'ltr');
  if (drawn) {
    drawn.drawMath(element, latex, t);
    return () => undefined;
  }
  waiting.set(element, { latex, t });
  if (hasFailed) showPlain(element, latex);
  else showPlaceholder(element, latex);
  void fetchMath();
  return () => void waiting.delete(element);
}

/** Shows every formula of an author's HTML. */
export function showFormulas(root: Element, t: Translate): () => void {
  const ends = [...root.querySelectorAll('inline-math')].map((element) => {
    const latex = sources.get(element) ?? element.textContent ?? '';
    sources.set(element, latex);
    return showFormula(element, latex, t);
  });
  return () => {
    for (const end of ends) end();
  };
}

function showPlain(element: Element, latex: string): void {
  element.className = 'math-plain';
  element.textContent = plainMath(latex);
}

/** An empty place, so that nothing moves when the formula comes; who listens hears it in words already. */
function showPlaceholder(element: Element, latex: string): void {
  const words = plainMath(latex);
  const name = document.createElement('span');
  name.className = 'visually-hidden';
  name.textContent = words;
  const box = document.createElement('span');
  box.className = 'math-place';
  box.style.width = `${Math.min(24, 0.6 + [...words.replace(/[()/ ]/g, '')].length * 0.55)}em`;
  box.style.height = /\\(?:[dt]?frac|sum|int|prod|begin)/.test(latex) ? '2.2em' : '1.2em';
  element.textContent = '';
  element.append(name, box);
}
