import type { Host } from './host';

/** So long the height must stay as it is before it is told. */
const SETTLED_MS = 120;

const free = new Set<Element>();
let observer: ResizeObserver | null = null;

/** Tells the host how high the content is, once its height has settled. */
export function watchHeight(window: Window, root: HTMLElement, host: Pick<Host, 'resized'>): void {
  if (window.parent === window || !('ResizeObserver' in window)) return;
  let settling: ReturnType<typeof setTimeout> | undefined;
  observer = new ResizeObserver(() => {
    clearTimeout(settling);
    settling = setTimeout(() => host.resized(heightOf(root)), SETTLED_MS);
  });
  observer.observe(root);
  for (const space of free) observer.observe(space);
}

/** Says that an element only fills what a frame has to spare; returns what undoes it. */
export function freeSpace(element: Element | null): (() => void) | undefined {
  if (!element) return undefined;
  free.add(element);
  observer?.observe(element);
  return () => {
    free.delete(element);
    observer?.unobserve(element);
  };
}

function heightOf(root: Element): number {
  let height = root.getBoundingClientRect().height;
  for (const space of free) height -= space.getBoundingClientRect().height;
  return height;
}
