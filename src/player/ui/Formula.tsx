import { useEffect, useRef } from 'preact/hooks';

/** LaTeX drawn as mathematics; the LaTeX itself where it cannot be drawn. */
export function Formula({ latex }: { readonly latex: string }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    element.textContent = latex;
    import('./math').then(
      ({ drawMath }) => drawMath(element),
      () => undefined, // The LaTeX stays readable as it is.
    );
  }, [latex]);
  return <span ref={place} class="formula" dir="ltr" />;
}
