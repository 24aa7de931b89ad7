/** What hears of a drag. */
export interface Dragged {
  /** The pointer went far enough, or stayed long enough, to mean a drag and not a tap. */
  start?(): void;
  /** Where the pointer is in the window, and how far it has come on the page. */
  move(x: number, y: number, dx: number, dy: number): void;
  /** False when it was taken back: by Escape, or by a browser that needs the pointer for itself. */
  end(isDropped: boolean): void;
}

const FAR = 6;
const HOLD_MS = 300;
const EDGE = 56;
const SCROLL_STEP = 9;

let isDragging = false;

/**
 * Of an element that is dragged after a hold (`onTouchMove`): while it is, the page does not scroll under the finger.
 */
export function keepStill(event: TouchEvent): void {
  if (isDragging && event.cancelable) event.preventDefault();
}

/**
 * Follows a pointer that went down. With `hold` a finger drags only after it stayed for a moment, so that a swipe
 * scrolls the page; without, the element's `touch-action` says which swipes are its own.
 */
export function drag(down: PointerEvent, hold: boolean, dragged: Dragged): void {
  if (down.button !== 0 || !down.isPrimary || isDragging) return;
  const from = { x: down.clientX + scrollX, y: down.clientY + scrollY };
  const waits = hold && down.pointerType === 'touch';
  let { clientX: x, clientY: y } = down;
  let hasStarted = false;
  let isOn = false;

  const tell = () => isOn && dragged.move(x, y, x + scrollX - from.x, y + scrollY - from.y);
  const start = () => {
    hasStarted = isOn = isDragging = true;
    dragged.start?.();
    tell();
    scrollAtEdge();
  };
  const finish = (isDropped: boolean) => {
    if (!isOn) return;
    isOn = isDragging = false;
    dragged.end(isDropped);
  };
  const scrollAtEdge = () => {
    if (!isOn) return;
    if (y < EDGE) scrollBy(0, -SCROLL_STEP);
    else if (y > innerHeight - EDGE) scrollBy(0, SCROLL_STEP);
    requestAnimationFrame(scrollAtEdge);
  };
  const moved = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    ({ clientX: x, clientY: y } = event);
    if (isOn) tell();
    else if (!hasStarted && Math.hypot(x - down.clientX, y - down.clientY) > FAR) {
      if (waits) letGo();
      else start();
    }
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return;
    letGo();
    if (hasStarted) swallowClick();
    finish(event.type === 'pointerup');
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOn) return;
    refuse(event);
    event.stopPropagation();
    finish(false);
  };
  const menu = (event: Event) => isOn && refuse(event);
  const letGo = () => {
    clearTimeout(timer);
    for (const [type, listener] of listeners) removeEventListener(type, listener, true);
  };
  const listeners = [
    ['pointermove', moved],
    ['pointerup', up],
    ['pointercancel', up],
    ['keydown', key],
    ['scroll', tell],
    ['contextmenu', menu],
    ['selectstart', refuse],
    ['dragstart', refuse],
  ] as [string, EventListener][];
  for (const [type, listener] of listeners) addEventListener(type, listener, true);
  const timer = waits ? setTimeout(start, HOLD_MS) : undefined;
}

function refuse(event: Event): void {
  event.preventDefault();
}

/**
 * The click that a browser makes out of the end of a drag is none. A busy browser is late with its timers: what is
 * pressed meanwhile counts.
 */
function swallowClick(): void {
  const swallow = (event: Event) => {
    letPass();
    refuse(event);
    event.stopPropagation();
  };
  const letPass = () => {
    removeEventListener('click', swallow, true);
    removeEventListener('pointerdown', letPass, true);
    removeEventListener('keydown', letPass, true);
  };
  addEventListener('click', swallow, true);
  addEventListener('pointerdown', letPass, true);
  addEventListener('keydown', letPass, true);
  setTimeout(letPass);
}
