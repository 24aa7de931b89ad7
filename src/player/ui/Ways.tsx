import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { freeSpace } from '../content-height';

/** The bar of ways on, at the foot of what is to be seen. What is free above it is no content, and not told to the host. */
export function Ways({ children }: { readonly children: ComponentChildren }) {
  const space = useRef<HTMLDivElement>(null);
  useEffect(() => freeSpace(space.current), []);
  return (
    <>
      <div ref={space} class="free-space" />
      <div class="ways">{children}</div>
    </>
  );
}
