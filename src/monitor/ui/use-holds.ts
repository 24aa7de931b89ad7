import { useRef } from 'preact/hooks';
import type { List } from '../list';

/** How long after a touch the list still does not move: the next touch may be on its way. */
const TOUCH_MS = 6_000;

/** Tells the list that a pointer or a finger is at it. */
export function useHolds(list: List) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  return {
    onPointerEnter(event: PointerEvent) {
      if (event.pointerType !== 'touch') list.hold('pointer', true);
    },
    onPointerLeave(event: PointerEvent) {
      if (event.pointerType !== 'touch') list.hold('pointer', false);
    },
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'touch') return;
      list.hold('touch', true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => list.hold('touch', false), TOUCH_MS);
    },
  };
}
