import { type Covered, coveredBy, roomOf, type Slice, visibleSlice } from './slice';

/** How often a frame that is partly hidden looks where its window is, when nothing moves. */
const LOOK_MS = 100;
/** So long it looks at every frame of the screen after something has moved. */
const MOVING_MS = 600;
/** A window that gets so much lower has a keyboard before it. */
const KEYBOARD = 120;
const STEPS = [0, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99, 1];
const WRITES = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], math-field';

/**
 * Knows which part of this frame can be seen, and tells the style sheet: bars, notices and dialogs stand there. In a
 * frame as high as its content the window is somewhere in the middle; an IntersectionObserver tells where, also across
 * origins. A keyboard on the screen takes its part away.
 */
export class Visible {
  readonly #window: Window;
  readonly #root: HTMLElement;
  readonly #probe: HTMLElement;
  readonly #observer: IntersectionObserver;
  #seen: Slice | null = null;
  #covered: Covered = { above: 0, below: 0 };
  #shown: (Slice & { readonly height: number }) | null = null;
  #movedAt = 0;
  #focusedAt = 0;
  #isPressed = false;

  constructor(window: Window) {
    this.#window = window;
    this.#root = window.document.documentElement;
    this.#probe = window.document.createElement('div');
    this.#probe.style.cssText = 'position:fixed;top:0;bottom:0;left:0;width:1px;visibility:hidden;pointer-events:none';
    this.#probe.setAttribute('aria-hidden', 'true');
    window.document.body.append(this.#probe);
    this.#observer = new IntersectionObserver((entries) => this.#look(entries[entries.length - 1]), {
      threshold: STEPS,
    });
    this.#observer.observe(this.#probe);
    window.addEventListener('resize', () => this.#measure());
    window.visualViewport?.addEventListener('resize', () => this.#measure());
    window.visualViewport?.addEventListener('scroll', () => this.#measure());
    this.#followFocus(window.document);
  }

  /** The host's word on what can be seen. */
  hostSays(top: number, bottom: number): void {
    this.#covered = coveredBy({ top, bottom }, this.#inBrowser());
    this.#measure();
  }

  #look(entry: IntersectionObserverEntry | undefined): void {
    if (!entry) return;
    const { top, bottom, height } = entry.intersectionRect;
    // All of it, and all of what it grows by: no threshold tells of that.
    const isWhole = entry.intersectionRatio > 0.999;
    if (height > 0) this.#seen = isWhole ? null : { top, bottom };
    if (this.#measure()) this.#movedAt = performance.now();
    if (isWhole) return;
    // While a part is hidden no threshold tells of every move: observed anew, it tells at once.
    const again = () => {
      this.#observer.unobserve(this.#probe);
      this.#observer.observe(this.#probe);
    };
    if (performance.now() - this.#movedAt < MOVING_MS) this.#window.requestAnimationFrame(again);
    else setTimeout(again, LOOK_MS);
  }

  /** True when the part that is to be seen has changed. */
  #measure(): boolean {
    const height = this.#window.innerHeight;
    const slice = visibleSlice(this.#inBrowser(), this.#covered);
    const top = Math.round(Math.max(0, slice.top));
    const bottom = Math.round(Math.min(height, slice.bottom));
    const before = this.#shown;
    if (before?.top === top && before.bottom === bottom && before.height === height) return false;
    this.#shown = { top, bottom, height };
    this.#root.style.setProperty('--slice-top', `${top}px`);
    this.#root.style.setProperty('--slice-bottom', `${height - bottom}px`);
    // What a keyboard covers is room to scroll to, so that the last field can stand above it.
    this.#root.style.setProperty('--covered', `${Math.round(this.#coveredBelow())}px`);
    this.#root.toggleAttribute('data-slice', top > 0 || bottom < height);
    const room = roomOf(bottom - top);
    if (room === 'full') this.#root.removeAttribute('data-room');
    else this.#root.dataset['room'] = room;
    // The browser brings what gets the focus into the window, and where that is now is only known here.
    if (performance.now() - this.#focusedAt < MOVING_MS) this.#uncover();
    else if (before && before.bottom - before.top - (bottom - top) > KEYBOARD) this.#uncover(WRITES);
    return true;
  }

  /**
   * What the browser shows. As a page of its own a keyboard covers what is below the visual viewport; a page that is
   * zoomed into has none.
   */
  #inBrowser(): Slice {
    const height = this.#window.innerHeight;
    const { top, bottom } = this.#seen ?? { top: 0, bottom: height };
    const view = this.#window.visualViewport;
    const isAlone = this.#window.parent === this.#window;
    if (!view || !isAlone || view.scale > 1.05) return { top, bottom: Math.min(bottom, height) };
    return { top: Math.max(top, view.offsetTop), bottom: Math.min(bottom, view.offsetTop + view.height, height) };
  }

  /** While something is pressed nothing moves: what is let go must still be under the finger. */
  #followFocus(document: Document): void {
    const press = (isPressed: boolean) => () => {
      this.#isPressed = isPressed;
      if (!isPressed) this.#window.requestAnimationFrame(() => this.#uncover(WRITES));
    };
    document.addEventListener('pointerdown', press(true), true);
    for (const name of ['pointerup', 'pointercancel']) document.addEventListener(name, press(false), true);
    document.addEventListener('focusin', () => {
      if (this.#isPressed) return;
      this.#focusedAt = performance.now();
      this.#window.requestAnimationFrame(() => this.#uncover());
    });
  }

  #coveredBelow(): number {
    const view = this.#window.visualViewport;
    const isAlone = this.#window.parent === this.#window;
    if (!view || !isAlone || view.scale > 1.05) return this.#covered.below;
    return Math.max(0, this.#window.innerHeight - view.offsetTop - view.height);
  }

  /** What has the focus is not left under a bar, a keyboard, or outside of the part that is seen. */
  #uncover(kind = '*'): void {
    const focused = this.#window.document.activeElement;
    if (!focused?.closest('main') || focused.closest('.ways') || !focused.matches(kind)) return;
    const slice = this.#shown;
    const { top, bottom } = focused.getBoundingClientRect();
    const inView = (selector: string) => this.#window.document.querySelector(selector)?.getBoundingClientRect();
    const from = Math.max(slice?.top ?? 0, inView('.head')?.bottom ?? 0);
    const to = Math.min(slice?.bottom ?? this.#window.innerHeight, inView('.ways')?.top ?? this.#window.innerHeight);
    // Higher than the window: the caret is the browser's business.
    if (bottom - top > to - from || (top >= from && bottom <= to)) return;
    // The host's page knows nothing of the bars: only in the middle of its window does nothing lie over it.
    focused.scrollIntoView({ block: this.#root.hasAttribute('data-slice') ? 'center' : 'nearest' });
  }
}
