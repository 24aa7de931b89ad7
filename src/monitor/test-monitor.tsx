import { render } from 'preact';
import { act } from 'preact/test-utils';
import { vi } from 'vitest';
import { Clock } from '../player/page/clock';
import type { RoomCalls } from './api';
import { Monitor } from './monitor';
import { pageOf } from './test-rows';
import { monitorTexts } from './texts';
import { MonitorApp } from './ui/MonitorApp';
import type { Row } from './wire';

/** The monitor's page, and the server's end of its stream. Time is the test's. */
export async function showMonitor(
  rows: readonly Row[],
  act_: RoomCalls['act'] = async () => ({ kind: 'done', results: [] }),
) {
  const page = pageOf();
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const openRoom = vi.fn<RoomCalls['openRoom']>(async (signal) => {
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        streams.push(stream);
        // As fetch does: a request that is given up breaks the body that is being read.
        signal.addEventListener('abort', () => stream.error(signal.reason));
      },
    });
    return new Response(body);
  });
  const calls = { openRoom, act: vi.fn(act_) };
  const clock = new Clock({ monotonic: () => Date.now(), wall: () => Date.now() });
  clock.sync(page.serverNow);
  const monitor = new Monitor(page, calls, clock, monitorTexts(page));
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
  const say = (name: string, data: object) =>
    act(async () => {
      const told = { serverNow: new Date(clock.now()).toISOString(), ...data };
      const event = `event: ${name}\ndata: ${JSON.stringify(told)}\n\n`;
      streams.at(-1)?.enqueue(new TextEncoder().encode(event));
      await vi.advanceTimersByTimeAsync(50);
    });
  await act(async () => {
    render(MonitorApp({ monitor }), root);
    monitor.begin();
    await vi.advanceTimersByTimeAsync(0);
  });
  await say('room', { rows, gone: [] });
  return {
    root,
    monitor,
    calls,
    pass,
    say,
    /** The connection breaks. */
    cut: () =>
      act(async () => {
        streams.at(-1)?.error(new Error('cut'));
        await vi.advanceTimersByTimeAsync(0);
      }),
    rowsDrawn: () => [...root.querySelectorAll<HTMLElement>('[data-key]')],
    button: (name: string) =>
      [...root.querySelectorAll<HTMLButtonElement>('button')].find((button) => button.textContent?.trim() === name),
    press: (element: Element | null | undefined, shiftKey = false) =>
      act(async () => {
        if (!element) throw new Error('There is nothing to press.');
        element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey }));
        await vi.advanceTimersByTimeAsync(0);
      }),
    key: (key: string, more: KeyboardEventInit = {}) =>
      act(async () => {
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
        );
        await vi.advanceTimersByTimeAsync(0);
      }),
    write: (field: string, text: string) =>
      act(() => {
        const input = root.querySelector<HTMLInputElement>(`[name="${field}"]`);
        if (!input) throw new Error(`There is no field ${field}.`);
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }),
  };
}
