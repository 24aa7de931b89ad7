import { useLayoutEffect, useRef } from 'preact/hooks';
import { showFormula } from '../mathematics/shown';
import { useTexts } from './player';

/** LaTeX drawn as mathematics; plain text where it cannot be drawn. */
export function Formula({ latex }: { readonly latex: string }) {
  const { t } = useTexts();
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => (element.current ? showFormula(element.current, latex, t) : undefined), [latex]);
  return <span ref={element} class="formula" dir="ltr" />;
}
