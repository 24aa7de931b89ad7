import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { type Span, spanOf } from '../windowing';

/**
 * Which rows of a list are in sight while the page scrolls. The height of a row is what the style sheet says: the first
 * drawn one is measured.
 */
export function useSpan(
  body: RefObject<HTMLElement | null>,
  count: number,
): { readonly span: Span; readonly page: Signal<number> } {
  const first = useSignal(0);
  const end = useSignal(24);
  const page = useSignal(10);
  useLayoutEffect(() => {
    let asked = 0;
    const measure = () => {
      asked = 0;
      const element = body.current;
      const rowHeight = element?.querySelector<HTMLElement>('[data-key]')?.offsetHeight ?? 0;
      if (!element) return;
      const span = spanOf(-element.getBoundingClientRect().top, window.innerHeight, rowHeight, count);
      first.value = span.first;
      end.value = span.end;
      if (rowHeight > 0) page.value = Math.max(1, Math.floor(window.innerHeight / rowHeight) - 3);
    };
    const ask = () => {
      if (asked === 0) asked = requestAnimationFrame(measure);
    };
    measure();
    window.addEventListener('scroll', ask, { passive: true });
    window.addEventListener('resize', ask);
    return () => {
      cancelAnimationFrame(asked);
      window.removeEventListener('scroll', ask);
      window.removeEventListener('resize', ask);
    };
  }, [count]);
  return { span: { first: Math.min(first.value, count), end: Math.min(end.value, count) }, page };
}
