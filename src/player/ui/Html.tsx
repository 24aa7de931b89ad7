import { useEffect, useRef } from 'preact/hooks';

interface HtmlProps {
  /** Sanitised by the server. */
  readonly html: string;
  readonly id?: string | undefined;
  readonly class?: string | undefined;
  /** Inside a label or another line of text. */
  readonly inline?: boolean;
}

/** The only place where HTML of an author enters the page. Mathematics in it is drawn by a part that is loaded only then. */
export function Html({ html, id, class: className, inline = false }: HtmlProps) {
  const element = useRef<HTMLDivElement & HTMLSpanElement>(null);
  useEffect(() => {
    const formulas = [...(element.current?.querySelectorAll('inline-math') ?? [])];
    if (formulas.length === 0) return;
    // A page translator would rewrite the LaTeX, or what is drawn of it.
    for (const formula of formulas) formula.setAttribute('translate', 'no');
    import('./math').then(
      ({ drawMath }) => formulas.forEach(drawMath),
      () => undefined, // The LaTeX stays readable as it is.
    );
  }, [html]);
  const Tag = inline ? 'span' : 'div';
  return <Tag ref={element} id={id} class={className} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
