import { signal } from '@preact/signals';
import { EventCutter } from '../player/page/event-stream';
import { type Again, afresh, again, isGone, retry, Wake } from '../player/page/retry';
import type { OverReason, RoomNews } from './wire';

/** The server says something at least every 15 s: a stream that is silent for longer is dead. */
const SILENCE_MS = 35_000;

/**
 * Whether what is shown is how it is. `since` is when the last word came, on the page's clock of the server's time;
 * null before the first.
 */
export type Contact =
  | { readonly kind: 'opening' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly since: number | null }
  | { readonly kind: 'over'; readonly reason: OverReason };

/** What the stream tells, and what it asks. */
export interface StreamEnds {
  /** Opens the stream; ended with `signal`. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly now: () => number;
  readonly onTime: (serverNow: string) => void;
  /** `isWhole` with the first news of a stream: who is not in it is gone. */
  readonly onNews: (news: RoomNews, isWhole: boolean) => void;
}

/** Reads the room's event stream, coming back after every break, until the link is over. */
export class RoomStream {
  readonly contact = signal<Contact>({ kind: 'opening' });
  readonly #ends: StreamEnds;
  readonly #stop = new AbortController();
  readonly #wake = new Wake();
  #heardAt: number | null = null;

  constructor(ends: StreamEnds) {
    this.#ends = ends;
  }

  async run(): Promise<void> {
    const call = async (): Promise<null | Again> => {
      const outcome = await this.#read();
      if (outcome === 'over' || this.#stop.signal.aborted) return null;
      this.contact.value = { kind: 'lost', since: this.#heardAt };
      return outcome === 'heard' ? afresh() : again();
    };
    await retry(call, { stop: this.#stop.signal, wake: this.#wake, failures: 1 });
  }

  /** Does not wait any longer: the connection is back, or somebody asks. */
  retryNow(): void {
    this.#wake.now();
  }

  stop(): void {
    this.#stop.abort();
  }

  async #read(): Promise<'over' | 'heard' | 'failed'> {
    const request = new AbortController();
    const abort = () => request.abort();
    this.#stop.signal.addEventListener('abort', abort);
    let silence = setTimeout(abort, SILENCE_MS);
    let outcome: 'heard' | 'failed' = 'failed';
    try {
      const response = await this.#ends.open(request.signal);
      if (isGone(response.status) || response.status === 401)
        return this.#end((await isRevoked(response)) ? 'revoked' : 'expired');
      const reader = response.ok ? response.body?.getReader() : undefined;
      const decoder = new TextDecoder();
      const cutter = new EventCutter();
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(silence);
        silence = setTimeout(abort, SILENCE_MS);
        for (const { name, data } of cutter.push(decoder.decode(value, { stream: true }))) {
          if (name === 'over') return this.#end((data as { reason: OverReason }).reason);
          if (name !== 'room' && name !== 'ping') continue;
          this.#hear(data as RoomNews, name === 'room', outcome === 'failed');
          outcome = 'heard';
        }
      }
    } catch {
      // A broken stream is opened again, and tells everything again.
    } finally {
      clearTimeout(silence);
      this.#stop.signal.removeEventListener('abort', abort);
      abort();
    }
    return outcome;
  }

  #hear(news: RoomNews, isRoom: boolean, isFirst: boolean): void {
    this.#ends.onTime(news.serverNow);
    if (isRoom) this.#ends.onNews(news, isFirst);
    this.#heardAt = this.#ends.now();
    if (this.contact.peek().kind !== 'live') this.contact.value = { kind: 'live' };
  }

  #end(reason: OverReason): 'over' {
    this.contact.value = { kind: 'over', reason };
    return 'over';
  }
}

async function isRevoked(response: Response): Promise<boolean> {
  try {
    const { type } = (await response.json()) as { type?: string };
    return response.status !== 410 || (type ?? '').endsWith('revoked');
  } catch {
    return response.status !== 410;
  }
}
