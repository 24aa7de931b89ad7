import katex from 'katex';
import 'katex/dist/katex.min.css';
import { copyFormulasOnce } from './copying';

document.addEventListener('copy', copyFormulasOnce);

/** Draws an `<inline-math>` element's LaTeX in its place. What cannot be read stays as it was written. */
export function drawMath(element: Element): void {
  const formula = element.textContent ?? '';
  try {
    katex.render(formula, element as HTMLElement, { throwOnError: true, trust: false, strict: 'ignore', maxSize: 20 });
  } catch {
    element.textContent = formula;
    return;
  }
  // An option is named by its text alone, and out of MathML a half would be "1 2": its LaTeX keeps the fraction.
  if (element.closest('label, button, .sequence-text'))
    element.querySelector('math')?.setAttribute('aria-label', formula);
}
