import { useLayoutEffect, useRef } from 'preact/hooks';
import { shownHtml } from '../../player/html/shown';
import { showFormula, showFormulas } from '../../player/mathematics/shown';
import { useStaff } from './context';

interface HtmlProps {
  /** Sanitised by the server. */
  readonly html: string;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
}

/** The only place where HTML enters a staff page, made safe once more. Mathematics in it is drawn. */
export function Html({ html, id, class: className }: HtmlProps) {
  const element = useRef<HTMLDivElement>(null);
  const { t } = useStaff().texts;
  const shown = shownHtml(html);
  // Before the page is painted: the source of a formula is never seen.
  useLayoutEffect(() => (element.current ? showFormulas(element.current, t) : undefined), [shown]);
  return <div ref={element} id={id} class={className} dir="auto" dangerouslySetInnerHTML={{ __html: shown }} />;
}

/** LaTeX drawn as mathematics; plain text where it cannot be drawn. */
export function Formula({ latex }: { readonly latex: string }) {
  const { t } = useStaff().texts;
  const element = useRef<HTMLElement>(null);
  useLayoutEffect(() => (element.current ? showFormula(element.current, latex, t) : undefined), [latex]);
  return <span ref={element} class="formula" dir="ltr" />;
}
