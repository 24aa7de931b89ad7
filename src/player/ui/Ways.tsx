import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { freeSpace } from '../host/content-height';

/**
 * The bar of ways on, at the foot of what is to be seen. What is free above it is no content, and not told to the host.
 */
export function Ways({ children }: { readonly children: ComponentChildren }) {
  const space = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => freeSpace(space.current), []);
  useLayoutEffect(() => keepPlaceFor(bar.current), []);
  return (
    <>
      <div ref={space} class="free-space" />
      <div class="ways-place">
        <div ref={bar} class="ways">
          {children}
        </div>
      </div>
    </>
  );
}

/** The bar lies over the page: its place at the end is as high as it is, so that nothing stays below it. */
function keepPlaceFor(bar: HTMLElement | null): (() => void) | undefined {
  if (!bar?.parentElement || !('ResizeObserver' in window)) return undefined;
  const { style } = bar.parentElement;
  const observer = new ResizeObserver(() => style.setProperty('--foot', `${bar.offsetHeight}px`));
  observer.observe(bar);
  return () => observer.disconnect();
}
