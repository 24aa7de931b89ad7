import type { StudentApi } from './api';
import { backoff, pause } from './backoff';
import { EventCutter } from './event-stream';
import type { CompletionReason, EventNumber } from './wire';

/** What the server tells an open page. */
export type LiveEvent =
  | {
      readonly name: 'deadline';
      readonly data: { deadline: string | null; serverNow: string; event?: EventNumber | null };
    }
  | { readonly name: 'paused' | 'resumed' | 'revoked'; readonly data: { event?: EventNumber | null } }
  | { readonly name: 'superseded'; readonly data: { epoch: number; event?: EventNumber | null } }
  | {
      readonly name: 'completed';
      readonly data: { completionReason: CompletionReason; completedAt: string; event?: EventNumber | null };
    }
  | { readonly name: 'announcement'; readonly data: { id: string; message: string } };

const NAMES = new Set(['deadline', 'paused', 'resumed', 'revoked', 'superseded', 'completed', 'announcement']);
const LAST = new Set(['revoked', 'superseded', 'completed']);
/** The server sends something every 15 s: a stream that is silent for longer is dead. */
const SILENCE_MS = 45_000;

/** Reads the event stream for one epoch, coming back after every break, until told to stop or nothing more can come. */
export class Live {
  readonly #api: StudentApi;
  readonly #onEvent: (event: LiveEvent) => void;
  #stop: AbortController | null = null;
  #wake: AbortController | null = null;

  constructor(api: StudentApi, onEvent: (event: LiveEvent) => void) {
    this.#api = api;
    this.#onEvent = onEvent;
  }

  start(epoch: number): void {
    this.stop();
    this.#stop = new AbortController();
    void this.#run(epoch, this.#stop.signal);
  }

  stop(): void {
    this.#stop?.abort();
    this.#wake?.abort();
    this.#stop = null;
  }

  /** The connection is back: does not wait any longer. */
  retryNow(): void {
    this.#wake?.abort();
  }

  async #run(epoch: number, stopped: AbortSignal): Promise<void> {
    for (let failures = 0; !stopped.aborted; failures += 1) {
      const outcome = await this.#read(epoch, stopped);
      if (outcome === 'over' || stopped.aborted) return;
      if (outcome === 'heard') failures = 0;
      this.#wake = new AbortController();
      await pause(backoff(failures + 2), this.#wake.signal);
    }
  }

  async #read(epoch: number, stopped: AbortSignal): Promise<'over' | 'heard' | 'failed'> {
    const request = new AbortController();
    const abort = () => request.abort();
    stopped.addEventListener('abort', abort);
    let silence = setTimeout(abort, SILENCE_MS);
    let outcome: 'heard' | 'failed' = 'failed';
    try {
      const response = await this.#api.events(epoch, request.signal);
      if (response.status === 409 || response.status === 410 || response.status === 404) return 'over';
      const reader = response.ok ? response.body?.getReader() : undefined;
      const decoder = new TextDecoder();
      const parser = new EventStreamParser();
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(silence);
        silence = setTimeout(abort, SILENCE_MS);
        outcome = 'heard';
        for (const event of parser.push(decoder.decode(value, { stream: true }))) {
          if (stopped.aborted) return 'over';
          this.#onEvent(event);
          if (LAST.has(event.name)) return 'over';
        }
      }
    } catch {
      // A broken stream is opened again; what it missed comes with the next one.
    } finally {
      clearTimeout(silence);
      stopped.removeEventListener('abort', abort);
      abort();
    }
    return outcome;
  }
}

/** Cuts the student's event stream into events that this player knows. */
export class EventStreamParser {
  readonly #cutter = new EventCutter();

  push(piece: string): LiveEvent[] {
    return this.#cutter.push(piece).filter((event): event is LiveEvent => NAMES.has(event.name));
  }
}
