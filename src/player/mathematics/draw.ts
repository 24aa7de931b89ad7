import katex from 'katex';
import { pause } from '../page/retry';
import type { Translate } from '../page/texts';
import { plainMath } from './plain';
import { speech } from './speech';
import 'katex/dist/katex.min.css';
import { copyFormulasOnce } from './copying';

document.addEventListener('copy', copyFormulasOnce);

/** Where an element is named by its text alone: out of MathML a half would be "1 2". */
const NAMED = 'label, button, a, summary, [role=status], .sequence-text';

/** So long the first drawing waits for its fonts. */
const FONTS_MS = 1_500;

/** Draws LaTeX in an element. What cannot be read stands as plain text. */
export function drawMath(element: Element, latex: string, t: Translate): void {
  element.className = element.className.replace(/math-plain/, '');
  try {
    katex.render(latex, element as HTMLElement, { throwOnError: true, trust: false, strict: 'ignore', maxSize: 20 });
  } catch {
    element.className = 'math-plain';
    element.textContent = plainMath(latex);
    return;
  }
  const math = element.querySelector('math');
  if (math && element.closest(NAMED)) math.setAttribute('aria-label', speech(math, t) || plainMath(latex));
}

/**
 * The fonts that nearly every formula needs: with them it stands whole at once. A browser that does not tell of fonts
 * draws with what it has.
 */
export async function fonts(): Promise<void> {
  const load = (name: string) => document.fonts?.load(`1em ${name}`);
  const loaded = Promise.all([load('KaTeX_Main'), load('KaTeX_Math')]).catch(() => undefined);
  await Promise.race([loaded, pause(FONTS_MS)]);
}
