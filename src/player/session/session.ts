import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { Uploads } from '../files/uploads';
import type { Host } from '../host/host';
import { fetchPurifier } from '../html/shown';
import { fetchMath } from '../mathematics/shown';
import type { Clock } from '../page/clock';
import { pause } from '../page/retry';
import { preload } from '../questions/registry';
import { BrowserStore } from '../saving/browser-store';
import type { KeptAnswer } from '../saving/draft';
import { Drafts } from '../saving/drafts';
import { Outbox } from '../saving/outbox';
import type { Reply, StudentApi } from '../server/api';
import type { Completion, PageData, SaveResult, State } from '../server/wire';
import { Announcements } from './announcements';
import { Answers } from './answers';
import { Closing } from './closing';
import { DeadlineWatch } from './deadline-watch';
import { Enter } from './enter';
import { Faults } from './faults';
import { HandIn } from './hand-in';
import { Hearing } from './hearing';
import { Moves } from './moves';
import { Place } from './place';
import { Presence } from './presence';
import { readPage } from './read-page';
import { type EndedBy, type Phase, Standing } from './standing';
import { Tabs } from './tabs';
import { tellHost } from './tell-host';

/** So long after it is shown the start page begins to listen. */
const START_PAGE_MS = 300;
/**
 * So long a start waits for what makes the first questions' HTML safe and draws their mathematics; then a place is kept
 * for it.
 */
const SHOWN_MS = 8_000;

/**
 * One student's exam in this page: its phases, from the first look at the page to the closing page, and the parts that
 * do the rest.
 */
export class Session {
  readonly phase: ReadonlySignal<Phase>;
  readonly endedBy: ReadonlySignal<EndedBy>;
  readonly isPaused: ReadonlySignal<boolean>;
  readonly isSuperseded: ReadonlySignal<boolean>;
  /** No input may change now. */
  readonly isReadOnly: ReadonlySignal<boolean>;
  readonly completion: ReadonlySignal<Completion | null>;
  readonly isOffline = signal(false);
  readonly isConnectionLost: ReadonlySignal<boolean>;

  readonly enter = new Enter();
  /** What this browser keeps until the server has it. */
  readonly browserStore = new BrowserStore();
  readonly drafts = new Drafts();
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly place: Place;
  readonly answers: Answers;
  readonly moves: Moves;
  readonly time: DeadlineWatch;
  readonly handIn: HandIn;
  readonly closing: Closing;
  readonly announcements: Announcements;
  readonly faults: Faults;
  readonly #standing: Standing;
  readonly #hearing: Hearing;
  readonly #presence: Presence;
  readonly #tabs: Tabs;
  /** The questions and answers of this epoch are here. */
  #isTakenUp = false;
  #isReady = false;

  constructor(
    readonly page: PageData,
    readonly api: StudentApi,
    readonly clock: Clock,
    readonly host: Host,
  ) {
    const { browserStore, drafts, enter } = this;
    const standing = new Standing(page);
    const outbox = new Outbox({
      browserStore,
      now: () => new Date(clock.now()).toISOString(),
      send: (save, options) => api.saveAnswer(save, options),
      onSaved: (result, tookMs) => this.#saved(result, tookMs),
      onSessionRefused: (_, problemName) => standing.refused(problemName),
    });
    const uploads = new Uploads({
      create: (body) => api.createFile(body),
      append: (...chunk) => api.appendFile(...chunk),
      onRefused: standing.refused,
      epoch: () => standing.epoch,
    });
    const place = new Place(api);
    const time = new DeadlineWatch(clock, standing, {
      onWarning: (minutesLeft) => host.tell('time:warning', { minutesLeft }),
      onSlept: () => void this.comeBack(),
      onOver: () => this.closing.timeIsOver(),
    });
    const handIn = new HandIn({ api, standing, outbox, uploads, drafts, place });
    const announcements = new Announcements((id) => api.acknowledge(id));
    this.isConnectionLost = computed(() => this.isOffline.value || outbox.isFailing.value);
    this.phase = standing.phase;
    this.endedBy = standing.endedBy;
    this.isPaused = standing.isPaused;
    this.isSuperseded = standing.isSuperseded;
    this.isReadOnly = standing.isReadOnly;
    this.completion = standing.completion;
    this.#standing = standing;
    this.outbox = outbox;
    this.uploads = uploads;
    this.place = place;
    this.time = time;
    this.handIn = handIn;
    this.announcements = announcements;
    this.answers = new Answers({ page, standing, place, drafts, outbox });
    this.moves = new Moves({ standing, place, outbox, uploads });
    this.faults = new Faults((report) => void api.reportFault(report));
    this.#tabs = new Tabs(standing);
    this.#presence = new Presence(api, standing, outbox.undelivered);
    const heard = { api, clock, host, standing, time, outbox, announcements };
    this.#hearing = new Hearing(heard, () => this.#resumed());
    this.#stopWithPhase();
    tellHost({ api, clock, host, standing, enter, handIn, isConnectionLost: this.isConnectionLost });
    this.closing = new Closing({ api, clock, standing, time, outbox, uploads });
  }

  /** Which of the session's holders this page is; 0 before it is one. */
  get epoch(): number {
    return this.#standing.epoch;
  }

  /** Goes on where the page says the student is. */
  begin(): void {
    const { exam, completion, endReason, isBound } = this.page;
    const phase = this.phase.peek();
    if (phase !== 'ended' && !completion) {
      if (exam?.mathematics) void fetchMath();
      if (exam?.markup) void fetchPurifier();
    }
    if (phase === 'opening') void this.open();
    else if (phase === 'ended') this.host.ended(endReason ?? 'revoked');
    else this.#ready();
    if (phase === 'intro') void this.#hearOfEnd();
    if (completion) {
      this.#standing.complete(completion);
      void this.#deliverAfterEnd(completion.outputs.sessionId);
      // From now on it is this link's too, and whoever listens for it hears of it.
      if (isBound === false) void this.enter.run(() => this.api.open());
    }
  }

  /** The student pressed start: from now on the clock runs. */
  async start(): Promise<void> {
    this.moves.hasActed.value = true;
    // The clock runs from the answer on: by then the first question can be read.
    const { mathematics, markup } = this.page.exam ?? {};
    const parts = [mathematics === 'first' && fetchMath(), markup === 'first' && fetchPurifier()].filter(Boolean);
    const fetched = parts.length > 0 ? Promise.race([Promise.all(parts), pause(SHOWN_MS)]) : null;
    await this.#enter(async () => {
      await fetched;
      return this.api.start();
    });
  }

  /** Becomes the holder of a session that has begun: after a reload, or to go on here instead of on another device. */
  async open(): Promise<void> {
    await this.#enter(() => this.api.open());
  }

  /** The page is hidden or about to go. */
  leave(): void {
    this.outbox.flushBeforeLeaving();
    this.place.flushBeforeLeaving();
  }

  /** The connection is back, or the page is seen again after a while. */
  async comeBack(): Promise<void> {
    this.outbox.retryNow();
    this.uploads.retryNow();
    this.#hearing.retryNow();
    if (this.phase.peek() !== 'exam') return;
    const page = await readPage(this.api, this.clock);
    if (page?.expired) this.#standing.end(page.expired);
    else if (page?.completion) this.#standing.complete(page.completion);
    else if (page) this.time.follow(page.deadline ?? null, page.serverNow);
  }

  async #enter(call: () => Promise<Reply<State>>): Promise<void> {
    const entered = await this.enter.run(call);
    if (entered && 'ended' in entered) this.#standing.end(entered.ended);
    else if (entered) await this.#entered(entered.state, entered.tookMs);
  }

  /** An earlier page of this browser kept answers that did not arrive before the exam ended. */
  async #deliverAfterEnd(sessionId: string): Promise<void> {
    if (!(await BrowserStore.has(sessionId))) return;
    const entered = await this.enter.run(() => this.api.open());
    if (!entered || 'ended' in entered) return;
    this.outbox.sendAfterEnd(await this.browserStore.open(sessionId, entered.state.outboxKeys ?? []));
  }

  async #entered(state: State, tookMs: number): Promise<void> {
    const standing = this.#standing;
    this.clock.sync(state.serverNow, tookMs);
    this.host.sessionId = state.sessionId;
    const kept = state.sessionId ? await this.browserStore.open(state.sessionId, state.outboxKeys ?? []) : [];
    if (state.completion) {
      standing.complete(state.completion);
      this.outbox.sendAfterEnd(kept);
      return;
    }
    if (state.status === 'not_started') {
      standing.phase.value = 'intro';
      return;
    }
    standing.epoch = state.epoch;
    standing.isSuperseded.value = false;
    standing.isPaused.value = state.status === 'paused';
    this.announcements.hear(state.announcements ?? []);
    if (state.epoch > 1) this.#presence.tellAnyway();
    // A pause hides questions and answers: this page takes them up when the exam goes on.
    this.#isTakenUp = !standing.isPaused.peek();
    if (this.#isTakenUp) this.#takeUp(state, kept);
    standing.phase.value = 'exam';
    this.time.follow(state.deadline, state.serverNow);
    this.time.allow(state);
    this.#hearing.start(state.epoch);
    this.host.stored('exam:started', {}, state.event);
    this.#ready();
  }

  #takeUp(state: State, kept: readonly KeptAnswer[]): void {
    this.place.adopt(state);
    preload(state.exam.questions);
    this.outbox.adopt(state.epoch, state.answers, kept);
    if (state.sessionId) this.#tabs.hold(state.sessionId, state.epoch);
    this.uploads.adopt(state.files ?? []);
    this.drafts.fill(state.exam.questions, state.answers, (id) => this.outbox.entry(id).unsent);
  }

  /** The exam goes on after a pause. */
  #resumed(): void {
    if (this.#isTakenUp) {
      this.outbox.resume();
      void this.comeBack();
    } else void this.open();
  }

  #ready(): void {
    if (!this.#isReady) this.host.tell('session:ready', {});
    this.#isReady = true;
  }

  #saved(result: SaveResult, tookMs: number): void {
    this.clock.sync(result.serverNow, tookMs);
    const { questionId, epoch, revision } = result;
    this.host.saved({ questionId, epoch, revision }, result.event);
    this.time.follow(result.deadline, result.serverNow);
  }

  /** The start page hears that access ended. Whoever presses Start at once opens the exam's own stream instead. */
  async #hearOfEnd(): Promise<void> {
    await pause(START_PAGE_MS);
    if (this.phase.peek() === 'intro') this.#hearing.startForEnd();
  }

  /** What comes to its end with the exam, and with this page's part in it. */
  #stopWithPhase(): void {
    const { isReadOnly, isOut, isEnded, completion } = this.#standing;
    effect(() => {
      // Nobody is recorded where nothing can be answered.
      if (isReadOnly.value) untracked(() => this.uploads.endRecordings());
    });
    effect(() => {
      if (!isOut.value) return;
      untracked(() => this.uploads.stop());
      this.outbox.hold();
      this.place.stop();
    });
    effect(() => {
      if (!isEnded.value && !completion.value) return;
      this.time.stop();
      this.place.stop();
      this.#hearing.stop();
      if (completion.value) this.#hearing.startForHost();
    });
  }
}
