import { type Signal, signal } from '@preact/signals';
import type { Reply } from './api';
import { backoff, pause } from './backoff';
import { sha256 } from './checksum';
import type { Problem, StudentFile } from './wire';

/** The server takes at most so much at once. */
const CHUNK_BYTES = 1 << 20;

/** Why a file is not taken. */
export interface Refusal {
  readonly reason: 'empty' | 'too-large' | 'type' | 'too-many' | 'other';
  readonly maxBytes?: number | undefined;
  readonly accepted?: readonly string[] | undefined;
}

/** Where an upload stands. `waiting` is without a connection: it goes on by itself. */
export type UploadStep =
  | { readonly kind: 'sending' | 'waiting' }
  | { readonly kind: 'done' | 'stopped' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What an upload needs from the server. */
export interface UploadCalls {
  create(name: string, size: number | null, type: string): Promise<Reply<StudentFile>>;
  append(
    id: string,
    offset: number,
    bytes: ArrayBuffer,
    checksum: string,
    isLast: boolean,
  ): Promise<Reply<StudentFile>>;
}

/** Bytes that are there from the beginning, or that come while they are sent. */
export class UploadSource {
  #blobs: Blob[] = [];
  #isEnded: boolean;
  #wake: () => void = () => undefined;

  /** With a file all bytes are there; without one they are pushed. */
  constructor(file?: Blob) {
    if (file) this.#blobs = [file];
    this.#isEnded = file !== undefined;
  }

  push(blob: Blob): void {
    if (blob.size > 0) this.#blobs.push(blob);
    this.#wake();
  }

  /** No more bytes will come. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** The bytes from `offset` on, at most a chunk of them; waits for some. The last chunk may be empty. */
  async take(offset: number, cut: AbortSignal): Promise<{ readonly bytes: ArrayBuffer; readonly isLast: boolean }> {
    for (;;) {
      const whole = new Blob(this.#blobs);
      if (whole.size > offset || this.#isEnded || cut.aborted) {
        const end = Math.min(whole.size, offset + CHUNK_BYTES);
        return { bytes: await whole.slice(offset, end).arrayBuffer(), isLast: this.#isEnded && end === whole.size };
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        cut.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}

/** One file on its way: announced, then sent chunk by chunk, each until it is on the server's disk. */
export class Upload {
  readonly step: Signal<UploadStep> = signal({ kind: 'sending' });
  /** Bytes that the server has. */
  readonly sent = signal(0);
  /** The file as the server knows it, once it is announced. */
  readonly file: Signal<StudentFile | null> = signal(null);
  readonly #stopped = new AbortController();
  #retry: () => void = () => undefined;

  constructor(
    readonly name: string,
    /** Bytes; null for a recording. */
    readonly size: number | null,
    readonly type: string,
    readonly source: UploadSource,
    readonly calls: UploadCalls,
  ) {}

  get isUnderWay(): boolean {
    const { kind } = this.step.value;
    return kind === 'sending' || kind === 'waiting';
  }

  /** Sends until everything has arrived, or it is refused or stopped. */
  async run(): Promise<void> {
    const file = await this.#until(() => this.calls.create(this.name, this.size, this.type));
    if (!file) return;
    this.file.value = file;
    for (let at = file; !at.complete; ) {
      const { bytes, isLast } = await this.source.take(at.offset, this.#stopped.signal);
      if (this.#stopped.signal.aborted) return;
      const checksum = await sha256(bytes);
      const { id, offset } = at;
      const next = await this.#until(() => this.calls.append(id, offset, bytes, checksum, isLast), at);
      if (!next) return;
      at = next;
      this.sent.value = at.offset;
      this.file.value = at;
    }
    this.step.value = { kind: 'done' };
  }

  /** Goes on at once with what waits for its retry. */
  retryNow(): void {
    this.#retry();
  }

  stop(): void {
    this.#stopped.abort();
    if (this.isUnderWay) this.step.value = { kind: 'stopped' };
  }

  async #until(call: () => Promise<Reply<StudentFile>>, at?: StudentFile): Promise<StudentFile | null> {
    for (let failures = 1; !this.#stopped.signal.aborted; failures += 1) {
      const reply = await call();
      if (this.#stopped.signal.aborted) break;
      if (reply.ok) {
        this.step.value = { kind: 'sending' };
        return reply.body;
      }
      const { status, problem } = reply;
      if (at && status === 409 && problem?.name === 'offset-mismatch' && typeof problem.more['offset'] === 'number') {
        return { ...at, offset: problem.more['offset'] };
      }
      const isDamaged = status === 400 && problem?.name === 'checksum-mismatch' && failures < 5;
      if (!isDamaged && status >= 400 && status < 500 && ![401, 408, 429].includes(status)) {
        this.step.value = { kind: 'refused', refusal: refusalOf(problem) };
        return null;
      }
      this.step.value = { kind: 'waiting' };
      await this.#pause(backoff(failures, reply.retryAfterMs));
    }
    return null;
  }

  async #pause(ms: number): Promise<void> {
    const cut = new AbortController();
    this.#stopped.signal.addEventListener('abort', () => cut.abort(), { once: true });
    this.#retry = () => cut.abort();
    await pause(ms, cut.signal);
  }
}

function refusalOf(problem: Problem | null): Refusal {
  const { reason, maxBytes, accepted } = problem?.more ?? {};
  const known = (['empty', 'too-large', 'type', 'too-many'] as const).find((name) => name === reason);
  return {
    reason: known ?? 'other',
    maxBytes: typeof maxBytes === 'number' ? maxBytes : undefined,
    accepted: Array.isArray(accepted) ? accepted.map(String) : undefined,
  };
}
