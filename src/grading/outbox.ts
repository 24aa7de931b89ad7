import { signal } from '@preact/signals';
import type { Reply } from '../player/page/reply';
import { backoff, isFinal, pause, Wake } from '../player/page/retry';
import { type Held, keyOf, type Target, type Wish } from './held';
import { saysTheSame } from './judgement';

/** Keeps what is held in the browser. */
export interface Keeper {
  keep(held: Held): void;
  forget(target: Target): void;
}

/** What became of a wish that reached the server. */
export type Outcome =
  | { readonly kind: 'saved'; readonly body: unknown }
  /** Another grade was newer: it stands, and the server keeps this one beside it. */
  | { readonly kind: 'conflict'; readonly more: Readonly<Record<string, unknown>> };

export interface OutboxParts {
  readonly send: (target: Target, wish: Wish) => Promise<Reply<unknown>>;
  readonly keeper: Keeper;
  /** Called for each wish that reached the server, in order; returns the revision that a newer wish follows. */
  readonly onDelivered: (target: Target, wish: Wish, outcome: Outcome) => number;
  /** Called when a grade waits for the grader. */
  readonly onTrouble?: (target: Target, trouble: Trouble) => void;
  /** True when a reply ends the flow. */
  readonly isOver: (reply: Reply<unknown>) => boolean;
  readonly random?: () => number;
}

/** Why a wish waits for the grader. `changed`: the answer is another one by now. */
export interface Trouble {
  readonly kind: 'changed' | 'refused';
  readonly reply: Reply<unknown>;
}

interface Entry {
  held: Held;
  dueAt: number;
  trouble: Trouble | null;
  isRunning: boolean;
  readonly wake: Wake;
}

/** How many requests are under way at once. */
const AT_ONCE = 3;

/**
 * Grades on their way to the server. Each answer has one request under way at most, and what was sent without an answer
 * goes again before anything newer: so the server gets the grades of an answer in their order, and none is lost.
 */
export class Outbox {
  /** Changes with whatever is held. */
  readonly version = signal(0);
  readonly #parts: OutboxParts;
  readonly #entries = new Map<string, Entry>();
  readonly #stop = new AbortController();
  readonly #wake = new Wake();
  #running = 0;
  readonly #queue: (() => void)[] = [];
  readonly #settled: (() => void)[] = [];

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** What is held of an answer. Reading it is followed. */
  held(target: Target): Held | null {
    void this.version.value;
    return this.#entries.get(keyOf(target))?.held ?? null;
  }

  trouble(target: Target): Trouble | null {
    void this.version.value;
    return this.#entries.get(keyOf(target))?.trouble ?? null;
  }

  /** Everything that is held and not on the server. */
  all(): readonly Held[] {
    void this.version.value;
    return [...this.#entries.values()].map(({ held }) => held);
  }

  /** How many grades are on their way: drafts, and what waits for the grader, are not. */
  get unsent(): number {
    void this.version.value;
    return [...this.#entries.values()].filter(isOnItsWay).length;
  }

  /** Takes up what an earlier page held. */
  adopt(held: readonly Held[]): void {
    for (const each of held) {
      if (this.#entries.has(keyOf(each))) continue;
      this.#entries.set(keyOf(each), { held: each, dueAt: 0, trouble: null, isRunning: false, wake: new Wake() });
      this.#run(keyOf(each));
    }
    this.#changed();
  }

  /** Holds a wish for an answer in place of an older one, and sends it when nothing newer came for `inMs`. */
  hold(target: Target, wish: Wish, inMs: number, isDraft = false): void {
    const key = keyOf(target);
    const before = this.#entries.get(key);
    const held: Held = { ...target, wish, isDraft, sent: before?.held.sent ?? null };
    const dueAt = performance.now() + inMs;
    if (before) Object.assign(before, { held, dueAt, trouble: null });
    else this.#entries.set(key, { held, dueAt, trouble: null, isRunning: false, wake: new Wake() });
    this.#parts.keeper.keep(held);
    this.#changed();
    this.#entries.get(key)?.wake.now();
    this.#run(key);
  }

  /** Lets go of what is held and was not sent yet; what is under way still arrives. */
  drop(target: Target): void {
    const entry = this.#entries.get(keyOf(target));
    if (!entry) return;
    if (entry.held.sent && !entry.trouble) {
      entry.held = { ...entry.held, wish: entry.held.sent, isDraft: false };
      this.#parts.keeper.keep(entry.held);
    } else this.#remove(target);
    this.#changed();
  }

  /** Sends what is held of an answer without waiting for more. */
  release(target: Target): void {
    const entry = this.#entries.get(keyOf(target));
    if (!entry) return;
    entry.dueAt = 0;
    entry.wake.now();
  }

  releaseAll(): void {
    for (const { held } of this.#entries.values()) this.release(held);
  }

  /** The connection is back. */
  retryNow(): void {
    this.#wake.now();
  }

  /** Ends when nothing is on its way any more. */
  async settled(): Promise<void> {
    this.releaseAll();
    while (this.unsent > 0 && !this.#stop.signal.aborted) await new Promise<void>((done) => this.#settled.push(done));
  }

  /** Sends nothing more. */
  stop(): void {
    this.#stop.abort();
    this.#changed();
  }

  #run(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry || entry.isRunning) return;
    entry.isRunning = true;
    void this.#deliver(key, entry).finally(() => {
      entry.isRunning = false;
      this.#changed();
      // Something may have come in the moment of the end.
      if (this.#entries.get(key) === entry && isOnItsWay(entry) && !this.#stop.signal.aborted) this.#run(key);
    });
  }

  /** Delivers until nothing is left to send of the answer. */
  async #deliver(key: string, entry: Entry): Promise<void> {
    for (let failures = 0; this.#entries.get(key) === entry && isOnItsWay(entry) && !this.#stop.signal.aborted; ) {
      const left = entry.held.sent ? 0 : entry.dueAt - performance.now();
      if (left > 0) {
        await pause(left, entry.wake.signal, this.#stop.signal);
        continue;
      }
      const { held } = entry;
      const target = { who: held.who, questionId: held.questionId };
      const wish = held.sent ?? held.wish;
      if (!held.sent) {
        entry.held = { ...held, sent: wish };
        this.#parts.keeper.keep(entry.held);
      }
      const reply = await this.#inTurn(() => this.#parts.send(target, wish));
      if (this.#stop.signal.aborted) return;
      const retry = this.#heard(entry, target, wish, reply);
      if (retry === null) {
        failures = 0;
        continue;
      }
      failures += 1;
      const ms = backoff(failures, retry, this.#parts.random ?? Math.random);
      await pause(ms, this.#wake.signal, this.#stop.signal);
    }
  }

  /** Acts on a reply. Null when it settles the wish, else how long to wait at least. */
  #heard(entry: Entry, target: Target, wish: Wish, reply: Reply<unknown>): number | null {
    const name = reply.ok ? '' : (reply.problem?.name ?? '');
    if (reply.ok) this.#delivered(entry, target, wish, { kind: 'saved', body: reply.body });
    else if (name === 'grade-conflict' && reply.problem)
      this.#delivered(entry, target, wish, { kind: 'conflict', more: reply.problem.more });
    else if (this.#parts.isOver(reply)) this.stop();
    else if (name === 'answer-changed') this.#inTrouble(entry, { kind: 'changed', reply });
    else if (isFinal(reply.status)) this.#inTrouble(entry, { kind: 'refused', reply });
    else return reply.retryAfterMs;
    this.#changed();
    return null;
  }

  #delivered(entry: Entry, target: Target, wish: Wish, outcome: Outcome): void {
    const revision = this.#parts.onDelivered(target, wish, outcome);
    const { held } = entry;
    const isNewest = !held.isDraft && saysTheSame(held.wish.judgement, wish.judgement);
    if (isNewest && held.wish.digest === wish.digest) {
      this.#remove(target);
      return;
    }
    // A conflict was not seen by who wrote the newer wish: it goes out as it was written, to be kept beside this one.
    const follows = outcome.kind === 'saved' ? revision : held.wish.revision;
    entry.held = { ...held, wish: { ...held.wish, revision: follows }, sent: null };
    this.#parts.keeper.keep(entry.held);
  }

  #inTrouble(entry: Entry, trouble: Trouble): void {
    const isNewer = entry.held.sent !== null && entry.held.sent !== entry.held.wish;
    entry.held = { ...entry.held, sent: null };
    // What was written since may be taken where this was not.
    if (!isNewer) entry.trouble = trouble;
    this.#parts.keeper.keep(entry.held);
    if (!isNewer) this.#parts.onTrouble?.(entry.held, trouble);
  }

  #remove(target: Target): void {
    this.#entries.delete(keyOf(target));
    this.#parts.keeper.forget(target);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (this.#running >= AT_ONCE) await new Promise<void>((next) => this.#queue.push(next));
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#queue.shift()?.();
    }
  }

  #changed(): void {
    this.version.value += 1;
    for (const done of this.#settled.splice(0)) done();
  }
}

function isOnItsWay({ held, trouble }: Pick<Entry, 'held' | 'trouble'>): boolean {
  return trouble === null && (!held.isDraft || held.sent !== null);
}
