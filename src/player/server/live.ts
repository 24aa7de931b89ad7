import { EventCutter } from '../page/event-stream';
import { type Again, afresh, again, isGone, pause, retry, Wake } from '../page/retry';
import type { StudentApi } from './api';
import type { Announcement, CompletionReason, EndReason, EventNumber } from './wire';

/** What the server tells an open page. */
export type LiveEvent =
  | {
      readonly name: 'deadline';
      readonly data: { deadline: string | null; serverNow: string; event?: EventNumber | null };
    }
  | { readonly name: 'paused' | 'resumed'; readonly data: { event?: EventNumber | null } }
  | { readonly name: 'revoked'; readonly data: { reason?: EndReason } }
  | { readonly name: 'superseded'; readonly data: { epoch: number; event?: EventNumber | null } }
  | {
      readonly name: 'completed';
      readonly data: { completionReason: CompletionReason; completedAt: string; event?: EventNumber | null };
    }
  | { readonly name: 'announcement'; readonly data: Announcement };

const NAMES = new Set(['deadline', 'paused', 'resumed', 'revoked', 'superseded', 'completed', 'announcement']);
const LAST = new Set(['revoked', 'superseded', 'completed']);
/** The server sends something every 15 s: a stream that is silent for longer is dead. */
const SILENCE_MS = 45_000;
/** The server speaks at once: where nothing comes through, something on the way holds the stream back. */
const FIRST_WORD_MS = 10_000;
/** After so many streams in a row that brought nothing the page asks instead. */
const STREAMS_TRIED = 2;
const ASK_MS = 2_000;
/** How long it asks before it tries a stream again. */
const ASKING_MS = 120_000;

type Outcome = 'over' | 'heard' | 'failed';

/**
 * Reads the event stream for one epoch, coming back after every break, until told to stop or nothing more can come.
 * Where streams do not come through, it asks every two seconds.
 */
export class Live {
  readonly #api: StudentApi;
  readonly #onEvent: (event: LiveEvent) => void;
  readonly #wake = new Wake();
  #stop: AbortController | null = null;

  constructor(api: StudentApi, onEvent: (event: LiveEvent) => void) {
    this.#api = api;
    this.#onEvent = onEvent;
  }

  /** A page without an epoch works on nothing: it hears only that access has ended. */
  start(epoch: number | 'none'): void {
    this.stop();
    this.#stop = new AbortController();
    void this.#run(epoch, this.#stop.signal);
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  /** The connection is back: does not wait any longer. */
  retryNow(): void {
    this.#wake.now();
  }

  async #run(epoch: number | 'none', stop: AbortSignal): Promise<void> {
    const call = async (failures: number): Promise<null | Again> => {
      let outcome = await this.#read(epoch, stop);
      if (outcome === 'failed' && failures + 1 >= STREAMS_TRIED) outcome = await this.#ask(epoch, stop);
      if (outcome === 'over') return null;
      return outcome === 'heard' ? afresh() : again();
    };
    await retry(call, { stop, wake: this.#wake, failures: 1 });
  }

  async #ask(epoch: number | 'none', stopped: AbortSignal): Promise<Outcome> {
    const until = performance.now() + ASKING_MS;
    do {
      const reply = await this.#api.happened(epoch);
      if (!reply.ok) return isLast(reply.status) ? 'over' : 'failed';
      const events = reply.body.events.filter((event): event is LiveEvent => NAMES.has(event.name));
      if (this.#tell(events, stopped, true)) return 'over';
      await pause(ASK_MS, stopped, this.#wake.signal);
    } while (!stopped.aborted && performance.now() < until);
    return 'heard';
  }

  /**
   * True when nothing more can come. The first events are all that holds: without a pause among them there is none any
   * more.
   */
  #tell(events: readonly LiveEvent[], stopped: AbortSignal, areFirst: boolean): boolean {
    if (areFirst && events[0]?.name === 'deadline') this.#onEvent({ name: 'resumed', data: {} });
    for (const event of events) {
      if (stopped.aborted) return true;
      this.#onEvent(event);
      if (LAST.has(event.name)) return true;
    }
    return false;
  }

  async #read(epoch: number | 'none', stopped: AbortSignal): Promise<Outcome> {
    const request = new AbortController();
    const abort = () => request.abort();
    stopped.addEventListener('abort', abort);
    let silence = setTimeout(abort, FIRST_WORD_MS);
    let outcome: Outcome = 'failed';
    let areFirst = true;
    try {
      const response = await this.#api.events(epoch, request.signal);
      if (isLast(response.status)) return 'over';
      const reader = response.ok ? response.body?.getReader() : undefined;
      const decoder = new TextDecoder();
      const parser = new EventStreamParser();
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(silence);
        silence = setTimeout(abort, SILENCE_MS);
        outcome = 'heard';
        const events = parser.push(decoder.decode(value, { stream: true }));
        if (this.#tell(events, stopped, areFirst)) return 'over';
        if (events.length > 0) areFirst = false;
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

/** Nothing more can come: the link or its session is gone, or another page holds it. */
function isLast(status: number): boolean {
  return isGone(status) || status === 409;
}

/** Cuts the student's event stream into events that this player knows. */
export class EventStreamParser {
  readonly #cutter = new EventCutter();

  push(piece: string): LiveEvent[] {
    return this.#cutter.push(piece).filter((event): event is LiveEvent => NAMES.has(event.name));
  }
}
