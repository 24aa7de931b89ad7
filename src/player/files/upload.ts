import { batch, type Signal, signal } from '@preact/signals';
import type { Problem } from '../page/reply';
import { again, isFinal, retry, Wake } from '../page/retry';
import type { Reply } from '../server/api';
import type { StudentFile } from '../server/wire';
import { sha256 } from './checksum';
import type { UploadSource } from './upload-source';

/** The server takes at most so much at once. */
const MAX_BYTES = 1 << 20;
/** On a line that loses whole chunks they get smaller, down to this. */
const LEAST_BYTES = 32 << 10;
const FIRST_BYTES = 256 << 10;
/** A chunk that took longer than this is not followed by a larger one. */
const QUICK_MS = 3_000;
/** A chunk that arrives damaged so often is refused. */
const MAX_DAMAGED = 4;

const REASONS = ['empty', 'too-large', 'type', 'too-many'] as const;

/** Why a file is not taken. */
export interface Refusal {
  readonly reason: (typeof REASONS)[number] | 'unreadable' | 'late' | 'locked' | 'other';
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
  create(): Promise<Reply<StudentFile>>;
  append(
    id: string,
    offset: number,
    bytes: ArrayBuffer,
    checksum: string,
    isLast: boolean,
  ): Promise<Reply<StudentFile>>;
  /** Everything has arrived; told before the upload counts as done. */
  onArrived(file: StudentFile): void;
  /** The whole exam session is in another state than this page thought. */
  onRefused(problemName: string): void;
}

/** What is uploaded. */
export interface Uploaded {
  readonly questionId: string;
  readonly name: string;
  /** Bytes; null for a recording. */
  readonly size: number | null;
  readonly source: UploadSource;
  /** What the server has of it from before, to be gone on with. */
  readonly begun?: StudentFile | undefined;
}

/** One file on its way: announced, then sent chunk by chunk, each until it is on the server's disk. */
export class Upload {
  readonly step: Signal<UploadStep> = signal({ kind: 'sending' });
  /** Bytes that the server has. */
  readonly sent = signal(0);
  /** The file as the server knows it, once it is announced. */
  readonly file: Signal<StudentFile | null> = signal(null);
  readonly questionId: string;
  readonly name: string;
  readonly size: number | null;
  readonly source: UploadSource;
  readonly #calls: UploadCalls;
  readonly #stopped = new AbortController();
  #begun: StudentFile | null;
  #chunkBytes = FIRST_BYTES;
  readonly #wake = new Wake();

  constructor(uploaded: Uploaded, calls: UploadCalls) {
    this.questionId = uploaded.questionId;
    this.name = uploaded.name;
    this.size = uploaded.size;
    this.source = uploaded.source;
    this.#begun = uploaded.begun ?? null;
    this.#calls = calls;
  }

  get isUnderWay(): boolean {
    const { kind } = this.step.value;
    return kind === 'sending' || kind === 'waiting';
  }

  /** What has arrived of what there is by now, from 0 to 1. */
  get part(): number {
    const all = this.size ?? this.source.size.value;
    return all > 0 ? Math.min(1, this.sent.value / all) : 0;
  }

  /** Sends until everything has arrived, or it is refused or stopped. */
  async run(): Promise<void> {
    try {
      let at = this.#begun ?? (await this.#until(() => this.#calls.create()));
      while (at && !this.#stopped.signal.aborted) {
        this.file.value = at;
        this.sent.value = at.offset;
        if (at.complete) return this.#arrived(at);
        const before: StudentFile = at;
        at = await this.#until(() => this.#append(before));
      }
    } catch {
      this.#refuse({ reason: 'unreadable' });
    }
  }

  /** Goes on at once with what waits for its retry. */
  retryNow(): void {
    this.#wake.now();
  }

  stop(): void {
    this.#stopped.abort();
    if (this.isUnderWay) this.step.value = { kind: 'stopped' };
  }

  /** Sends the chunk after what the server has. Throws when the file cannot be read any more. */
  async #append(at: StudentFile): Promise<Reply<StudentFile>> {
    const most = this.#chunkBytes;
    const { bytes, isLast } = await this.source.take(at.offset, most, this.#stopped.signal);
    if (isLast && at.offset + bytes.byteLength === 0) return refused('empty');
    const checksum = await sha256(bytes).catch(() => null);
    if (checksum === null || this.#stopped.signal.aborted) return UNREACHABLE;
    const began = performance.now();
    const reply = await this.#calls.append(at.id, at.offset, bytes, checksum, isLast);
    if (reply.ok) {
      if (performance.now() - began < QUICK_MS) this.#chunkBytes = Math.min(MAX_BYTES, most * 2);
      this.#begun = null;
      return reply;
    }
    if (reply.status === 0) this.#chunkBytes = Math.max(LEAST_BYTES, most / 2);
    const stands = reply.problem?.name === 'offset-mismatch' ? reply.problem.more['offset'] : null;
    if (typeof stands === 'number') {
      // The server refuses to add where it stands only when the file is complete: the answer to the last chunk was
      // lost.
      const complete = stands === at.offset || stands === this.size;
      return { ok: true, body: { ...at, offset: stands, complete }, tookMs: 0 };
    }
    if (reply.status === 404 && this.#begun) {
      this.#begun = null;
      return this.#calls.create();
    }
    return reply;
  }

  /** Null when it is refused or stopped. */
  async #until(call: () => Promise<Reply<StudentFile>>): Promise<StudentFile | null> {
    const stop = this.#stopped.signal;
    const file = await retry(
      async (failures) => {
        const reply = await call();
        if (stop.aborted) return null;
        if (reply.ok) {
          this.step.value = { kind: 'sending' };
          return reply.body;
        }
        const { status, problem, retryAfterMs } = reply;
        const name = problem?.name ?? '';
        const isDamaged = name === 'checksum-mismatch' && failures < MAX_DAMAGED;
        if (isFinal(status) && !isDamaged && name !== 'paused') {
          this.#refuse(refusalOf(status, problem));
          if ((status === 409 && name !== 'question-locked') || status === 410) this.#calls.onRefused(name);
          return null;
        }
        this.step.value = { kind: 'waiting' };
        return again(retryAfterMs);
      },
      { stop, wake: this.#wake },
    );
    return file ?? null;
  }

  #arrived(file: StudentFile): void {
    batch(() => {
      this.#calls.onArrived(file);
      this.step.value = { kind: 'done' };
    });
  }

  #refuse(refusal: Refusal): void {
    if (!this.#stopped.signal.aborted) this.step.value = { kind: 'refused', refusal };
  }
}

const UNREACHABLE: Reply<StudentFile> = { ok: false, status: 0, problem: null, retryAfterMs: 0 };

function refused(reason: 'empty'): Reply<StudentFile> {
  const problem: Problem = { name: 'file-not-accepted', detail: '', questions: [], more: { reason } };
  return { ok: false, status: 400, problem, retryAfterMs: 0 };
}

function refusalOf(status: number, problem: Problem | null): Refusal {
  if (problem?.name === 'late' || problem?.name === 'session-completed') return { reason: 'late' };
  if (problem?.name === 'question-locked') return { reason: 'locked' };
  const { reason, maxBytes, accepted } = problem?.more ?? {};
  return {
    reason: REASONS.find((name) => name === reason) ?? (status === 413 ? 'too-large' : 'other'),
    maxBytes: typeof maxBytes === 'number' ? maxBytes : undefined,
    accepted: Array.isArray(accepted) ? accepted.map(String) : undefined,
  };
}
