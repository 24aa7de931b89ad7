// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { drag } from './drag';

const dragged = { start: vi.fn(), move: vi.fn(), end: vi.fn() };
const clicked = vi.fn();
let chip: HTMLElement;

function pointer(type: string, x: number, y: number, pointerType = 'mouse'): void {
  const at = { clientX: x, clientY: y, pointerId: 1, isPrimary: true, button: 0, pointerType };
  chip.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, cancelable: true }));
}

function begin(pointerType = 'mouse', hold = true): void {
  chip.addEventListener('pointerdown', (event) => drag(event, hold, dragged), { once: true });
  pointer('pointerdown', 100, 100, pointerType);
}

beforeEach(() => {
  document.body.replaceChildren();
  chip = document.body.appendChild(document.createElement('button'));
  chip.addEventListener('click', clicked);
  vi.clearAllMocks();
  vi.useFakeTimers();
  return () => {
    pointer('pointerup', 0, 0);
    vi.runOnlyPendingTimers();
    vi.useRealTimers();
  };
});

describe('a mouse', () => {
  test('that hardly moves clicks', () => {
    begin();
    pointer('pointermove', 103, 102);
    pointer('pointerup', 103, 102);
    chip.click();
    expect([dragged.start.mock.calls.length, clicked.mock.calls.length]).toEqual([0, 1]);
  });

  test('that moves drags, and tells how far', () => {
    begin();
    pointer('pointermove', 100, 120);
    pointer('pointermove', 90, 150);
    expect(dragged.start).toHaveBeenCalledTimes(1);
    expect(dragged.move).toHaveBeenLastCalledWith(90, 150, -10, 50);
  });

  test('drops where it is let go, and clicks nothing there', () => {
    begin();
    pointer('pointermove', 100, 150);
    pointer('pointerup', 100, 150);
    chip.click();
    expect(dragged.end.mock.calls).toEqual([[true]]);
    expect(clicked).not.toHaveBeenCalled();
  });

  test.each([
    ['a moment later', () => vi.runOnlyPendingTimers()],
    ['after the drag’s own click', () => chip.click()],
    ['when it is pressed again', () => pointer('pointerdown', 0, 0)],
  ])('clicks again %s', (_when, happens) => {
    begin();
    pointer('pointermove', 100, 150);
    pointer('pointerup', 100, 150);
    happens();
    chip.click();
    expect(clicked).toHaveBeenCalledTimes(1);
  });

  test('drags no more after Escape', () => {
    begin();
    pointer('pointermove', 100, 150);
    chip.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    pointer('pointermove', 100, 200);
    pointer('pointerup', 100, 200);
    expect(dragged.end.mock.calls).toEqual([[false]]);
    expect(dragged.start).toHaveBeenCalledTimes(1);
  });
});

describe('a finger', () => {
  test('that swipes scrolls the page', () => {
    begin('touch');
    pointer('pointermove', 100, 150, 'touch');
    vi.advanceTimersByTime(1000);
    expect(dragged.start).not.toHaveBeenCalled();
  });

  test('that stays for a moment drags', () => {
    begin('touch');
    vi.advanceTimersByTime(1000);
    pointer('pointermove', 100, 150, 'touch');
    expect(dragged.move).toHaveBeenLastCalledWith(100, 150, 0, 50);
  });

  test('on a handle drags at once', () => {
    begin('touch', false);
    pointer('pointermove', 100, 150, 'touch');
    expect(dragged.start).toHaveBeenCalledTimes(1);
  });

  test('that the browser takes for itself drops nothing', () => {
    begin('touch', false);
    pointer('pointermove', 100, 150, 'touch');
    pointer('pointercancel', 100, 150, 'touch');
    expect(dragged.end.mock.calls).toEqual([[false]]);
  });
});
