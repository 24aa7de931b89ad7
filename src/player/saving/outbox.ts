import { type ReadonlySignal, signal } from '@preact/signals';
import { pause } from '../page/retry';
import type { Reply } from '../server/api';
import { wellFormed } from '../server/well-formed';
import type { SaveRequest, SaveResult, StoredAnswer } from '../server/wire';
import * as after from './after-reply';
import type { BrowserStore } from './browser-store';
import type { Delivery, Job, Moment } from './delivery';
import * as machine from './delivery';
import type { Draft, KeptAnswer } from './draft';
import { Entries, type OutboxEntry } from './entries';
import { type Meaning, meaningOf, type SessionRefusal } from './meaning';
import * as taken from './taking-up';

/** An answer is on this browser's disk before it is sent; a disk that is slower than this does not hold it up. */
const DISK_MS = 1_000;
/** After a failure everything is sent again when one save arrives, but no more often than this. */
const REST_MS = 1_000;

/** What the outbox needs from the session. */
export interface OutboxPorts {
  send(save: SaveRequest, options: { readonly keepalive: boolean }): Promise<Reply<SaveResult>>;
  /** A save was acknowledged, the first time it was. */
  onSaved(result: SaveResult, tookMs: number): void;
  /** The whole session is in another state than this page thought. */
  onSessionRefused(refusal: SessionRefusal, problemName: string): void;
  /** Keeps what is not acknowledged, so that it outlives the page; ends when it is on disk, or cannot be. */
  readonly browserStore: Pick<BrowserStore, 'keep' | 'forget' | 'drop' | 'adopt'>;
  /** ISO time by the server's clock. */
  now(): string;
  readonly random?: () => number;
}

/**
 * Answers on their way to the server. Each question has its own order and nothing waits behind another question. An
 * answer is held here until the server has acknowledged exactly that version; while a save is under way only the newest
 * draft after it is kept. Each answer is a {@link Delivery}, a state machine whose steps are pure functions; the outbox
 * carries out what they decide, and wakes when the first of them is due.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #entries = new Entries();
  readonly #onDisk = new Map<string, Promise<void>>();
  readonly #isFailing = signal(false);
  /** True from the first failed save until the next one that arrives. */
  readonly isFailing: ReadonlySignal<boolean> = this.#isFailing;
  /** How many questions have an answer that the server does not have yet. */
  readonly undelivered = this.#entries.undelivered;
  /** How many answers came too late and are kept aside for the teacher. */
  readonly retained = this.#entries.retained;
  #epoch = 0;
  #isHeld = true;
  #isOver = false;
  #retriedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** The delivery of one answer, as it is shown. */
  entry(questionId: string): OutboxEntry {
    return this.#entries.of(questionId);
  }

  /** Takes what the student just did. Never waits for anything. */
  edit(questionId: string, draft: Draft, isImmediate: boolean): void {
    const written = { ...draft, value: wellFormed(draft.value) };
    const edited = machine.edited(this.entry(questionId).delivery, written, this.#moment(isImmediate));
    this.#keep(edited);
    this.#put(edited);
    this.#go();
  }

  /** Sends what waits for a pause in typing now. */
  flush(questionId?: string): void {
    this.#each((delivery) => {
      const isMeant = questionId === undefined || delivery.questionId === questionId;
      return isMeant && delivery.setbacks.failures === 0 ? machine.hurried(delivery) : delivery;
    });
  }

  /** Tries again at once whatever waits for its retry. */
  retryNow(): void {
    this.#each(machine.hurried);
  }

  /**
   * The page may be gone in a moment: sends everything that is not acknowledged so that it outlives the page, as far as
   * browsers allow.
   */
  flushBeforeLeaving(): void {
    if (this.#isHeld) return;
    for (const leaving of machine.leaving(this.#entries.deliveries)) void this.#send(leaving);
  }

  /** Stops sending; what is written is kept. */
  hold(): void {
    this.#isHeld = true;
    this.#each(after.held);
  }

  /** Goes on under the epoch that was held before. */
  resume(): void {
    this.#isHeld = false;
    this.retryNow();
  }

  /**
   * Goes on under a new epoch. What is not delivered, here or by an earlier page of this browser (`kept`, newest
   * first), is sent again where the version it was based on is still current; where another device saved something else
   * meanwhile, the entry gets a conflict for the student to settle.
   */
  adopt(epoch: number, answers: Readonly<Record<string, StoredAnswer>>, kept: readonly KeptAnswer[] = []): void {
    const before = this.#epoch;
    this.#epoch = epoch;
    this.#isOver = false;
    for (const id of [...Object.keys(answers), ...kept.map(({ questionId }) => questionId)]) this.entry(id);
    for (const each of this.#entries.deliveries) {
      this.#carryOut(taken.adopted(taken.found(each, kept), before, answers[each.questionId] ?? null));
    }
    this.resume();
  }

  /** Ends a conflict: sends what was written here, or keeps what the server has. */
  settle(questionId: string, keep: 'mine' | 'theirs'): void {
    const { delivery } = this.entry(questionId);
    this.#carryOut(keep === 'mine' ? taken.choseMine(delivery, this.#moment(true)) : taken.choseTheirs(delivery));
    this.#go();
  }

  /**
   * What was written before the exam ended and never arrived is sent once more, so that the server keeps it aside for
   * the teacher.
   */
  sendAfterEnd(kept: readonly KeptAnswer[]): void {
    this.#isHeld = false;
    this.#isOver = true;
    for (const record of kept) {
      const { delivery } = this.entry(record.questionId);
      if (machine.unsentIn(delivery) || delivery.state.kind === 'refused') continue;
      this.#ports.browserStore.adopt(record);
      this.#put(taken.sentAfterEnd(delivery, record));
    }
    this.#go();
  }

  /** This page's hand-in has carried everything but what could never be saved and what the student did not choose. */
  handedIn(): void {
    this.#each((delivery) => {
      const handedIn = machine.handedIn(delivery);
      if (handedIn !== delivery) void this.#ports.browserStore.forget(delivery.questionId);
      return handedIn;
    });
  }

  /**
   * The exam is over, whoever ended it: what the server does not have goes on to it, so that it is kept aside for the
   * teacher.
   */
  finish(): void {
    this.#isHeld = false;
    this.#isOver = true;
    this.#each((delivery) => {
      const over = taken.over(delivery);
      if (over.taken) this.#ports.browserStore.adopt(over.taken);
      return machine.hurried(over.delivery);
    });
  }

  /** Every answer that the server does not have in any way, for the rescue file. */
  undeliveredAnswers(): readonly KeptAnswer[] {
    return this.#entries.deliveries
      .map((each) => machine.undeliveredIn(each, this.#epoch))
      .filter((answer) => answer !== null);
  }

  /**
   * For the hand-in: every save that is not acknowledged, each with its revision, and the revision that each question
   * must have reached.
   */
  claimAll(): { saves: Omit<SaveRequest, 'epoch'>[]; revisions: Record<string, number> } {
    const saves: Omit<SaveRequest, 'epoch'>[] = [];
    const revisions: Record<string, number> = {};
    this.#each((delivery) => {
      const claimed = machine.claimedForHandIn(delivery, performance.now());
      const { questionId, base } = claimed;
      const save = machine.newestIn(claimed);
      const revision = save?.revision ?? base?.revision ?? null;
      if (save && revision !== null) saves.push({ questionId, revision, ...save.draft });
      if (revision !== null) revisions[questionId] = revision;
      return claimed;
    });
    return { saves, revisions };
  }

  /** Resolves when the question (or every one) has nothing under way any more: acknowledged, refused, or held. */
  settled(questionId?: string): Promise<void> {
    return this.#entries.settled(questionId, () => this.#isHeld);
  }

  /** Sends one save; ends when its reply is understood. */
  async #send(delivery: Delivery): Promise<void> {
    const { questionId, state } = delivery;
    if (state.kind !== 'sending') return;
    const { job } = state;
    const epoch = job.afterEnd ?? this.#epoch;
    this.#put(delivery);
    if (!job.keepalive) {
      await Promise.race([this.#onDisk.get(questionId), pause(DISK_MS)]);
      if (!this.#isUnderWay(questionId, job)) return;
    }
    const request: SaveRequest = { questionId, epoch, revision: job.revision, ...job.draft };
    const reply = await this.#ports.send(request, { keepalive: job.keepalive });
    const { meaning, session } = meaningOf(reply, request, this.#isOver);
    const isUnderWay = this.#isUnderWay(questionId, job);
    if (meaning.kind === 'stored') this.#arrived(meaning, job);
    else if (isUnderWay) this.#notArrived(this.entry(questionId).delivery, meaning);
    if (isUnderWay && session) {
      if (meaning.kind === 'stopped') this.hold();
      this.#ports.onSessionRefused(session, (reply.ok ? null : reply.problem)?.name ?? '');
    }
    this.#go();
  }

  #isUnderWay(questionId: string, job: Job): boolean {
    const { state } = this.entry(questionId).delivery;
    return state.kind === 'sending' && state.job === job;
  }

  #arrived({ result, tookMs }: Extract<Meaning, { kind: 'stored' }>, { afterEnd }: Job): void {
    const wasFailing = this.#isFailing.peek();
    this.#isFailing.value = false;
    if (result.applied) this.#ports.onSaved(result, tookMs);
    const { delivery } = this.entry(result.questionId);
    const { state } = delivery;
    // Whichever request it was that brought this version.
    const unsent = state.kind === 'sending' ? state.job : state.kind === 'waiting' ? state.waiting : null;
    if (unsent?.revision === result.revision && result.epoch === (afterEnd ?? this.#epoch)) {
      const arrived = (result.applied ? null : after.behind(delivery)) ?? after.acknowledged(delivery, result);
      if (!machine.unsentIn(arrived)) void this.#ports.browserStore.forget(result.questionId);
      this.#put(arrived);
    }
    const now = performance.now();
    if (!wasFailing || now < this.#retriedAt + REST_MS) return;
    this.#retriedAt = now;
    this.retryNow();
  }

  #notArrived(delivery: Delivery, meaning: Meaning): void {
    const next = after.unacknowledged(delivery, meaning, performance.now(), this.#ports.random);
    const isFailure = meaning.kind === 'failed' || meaning.kind === 'told-to-wait';
    if (isFailure && next.setbacks.failures > delivery.setbacks.failures) this.#isFailing.value = true;
    if (machine.isRetained(next)) void this.#ports.browserStore.forget(next.questionId);
    this.#put(next);
  }

  #carryOut({ delivery, taken, dropped, disk }: taken.OnDisk): void {
    const { browserStore } = this.#ports;
    if (taken) browserStore.adopt(taken);
    for (const record of dropped) void browserStore.drop(record);
    if (disk === 'keep') this.#keep(delivery);
    if (disk === 'forget') void browserStore.forget(delivery.questionId);
    this.#put(delivery);
  }

  #keep(delivery: Delivery): void {
    const record = machine.recordOf(delivery, this.#epoch);
    if (record) this.#onDisk.set(delivery.questionId, this.#ports.browserStore.keep(record));
  }

  #moment(isImmediate: boolean): Moment {
    return { now: performance.now(), writtenAt: this.#ports.now(), epoch: this.#epoch, isImmediate };
  }

  /** Takes each delivery a step on, then sends what is due. */
  #each(step: (delivery: Delivery) => Delivery): void {
    for (const delivery of this.#entries.deliveries) this.#put(step(delivery));
    this.#go();
  }

  #put(delivery: Delivery): void {
    this.entry(delivery.questionId).show(delivery, this.#isHeld);
  }

  /** Sends what is due, and wakes again for what is due next. */
  #go(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const delivery of this.#isHeld ? [] : this.#entries.deliveries) {
      const due = machine.dueOf(delivery) ?? Number.POSITIVE_INFINITY;
      if (due <= now) void this.#send(machine.claimed(delivery, false));
      else next = Math.min(next, due);
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#go(), Math.ceil(next - now));
    this.#entries.count();
  }
}
