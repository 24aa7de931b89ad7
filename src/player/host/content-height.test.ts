// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freeSpace, watchHeight } from './content-height';
import type { Host } from './host';

let changed = () => undefined as unknown;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        changed = callback;
      }
      observe() {}
      unobserve() {}
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setUp() {
  const sizes = { root: 500, space: 0 };
  const element = (name: keyof typeof sizes) =>
    ({ getBoundingClientRect: () => ({ height: sizes[name] }) }) as unknown as HTMLElement;
  const host = { resized: vi.fn() };
  const page = { parent: {}, ResizeObserver } as unknown as Window;
  const undo = freeSpace(element('space'));
  watchHeight(page, element('root'), host as unknown as Host);
  return { sizes, host, undo };
}

test('a height that changes is told once it has settled', () => {
  const { sizes, host, undo } = setUp();
  for (let height = 500; height <= 900; height += 50) {
    sizes.root = height;
    changed();
    vi.advanceTimersByTime(50);
  }
  expect(host.resized).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(host.resized.mock.calls).toEqual([[900]]);
  undo?.();
});

test('what only fills the frame is no content', () => {
  const { sizes, host, undo } = setUp();
  Object.assign(sizes, { root: 2_000, space: 1_400 });
  changed();
  vi.advanceTimersByTime(200);
  expect(host.resized.mock.calls).toEqual([[600]]);
  undo?.();
});
