import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { Uploads } from '../files/uploads';
import type { Host } from '../host/host';
import { submittedBy } from '../host/messages';
import { fetchPurifier } from '../html/shown';
import { fetchMath } from '../mathematics/shown';
import { pause } from '../page/backoff';
import type { Clock } from '../page/clock';
import type { ChangeOptions } from '../questions/contract';
import { isAnswered, preload, takesAnswer } from '../questions/registry';
import { Kept } from '../saving/browser-store';
import type { Trouble } from '../saving/delivery';
import type { Draft, KeptAnswer } from '../saving/draft';
import { Drafts } from '../saving/drafts';
import { Outbox } from '../saving/outbox';
import type { Reply, StudentApi } from '../server/api';
import { Live, type LiveEvent } from '../server/live';
import type { AnswerValue, Completion, EndReason, PageData, Question, SaveResult, State } from '../server/wire';
import { Announcements } from './announcements';
import { DeadlineWatch } from './deadline-watch';
import { Ending } from './ending';
import { Entering } from './enter';
import { Faults } from './faults';
import { HandIn } from './hand-in';
import { Place } from './place';
import { Presence } from './presence';
import { Tabs } from './tabs';

/** Which screen the student sees. `finishing` is between the end of the exam and the server's word about it. */
export type Phase = 'ended' | 'intro' | 'opening' | 'exam' | 'finishing' | 'closed';
/** So long after it is shown the start page begins to listen. */
const START_PAGE_MS = 300;

type EndedBy = 'session-expired' | 'session-revoked';

/** So long a start waits for what makes the first questions' HTML safe and draws their mathematics; then a place is kept for it. */
const SHOWN_MS = 8_000;

/** One student's exam in this page: what is shown, what is answered, and what becomes of it. */
export class Session {
  readonly phase: Signal<Phase>;
  readonly view = signal<'question' | 'review'>('question');
  readonly endedBy = signal<EndedBy>('session-revoked');
  readonly isPaused = signal(false);
  readonly isSuperseded = signal(false);
  readonly isOffline = signal(false);
  /** True once the student did something here: from then on a new screen takes the focus. */
  readonly hasActed = signal(false);

  readonly announcements: Announcements;
  readonly entering = new Entering();
  /** What this browser keeps until the server has it. */
  readonly kept = new Kept();
  readonly drafts = new Drafts();
  readonly outbox: Outbox;
  readonly place: Place;
  readonly time: DeadlineWatch;
  readonly handIn: HandIn;
  readonly ending: Ending;
  readonly uploads: Uploads;
  readonly faults: Faults;
  readonly isLinear: boolean;
  readonly isReadOnly: ReadonlySignal<boolean>;
  readonly isConnectionLost: ReadonlySignal<boolean>;
  readonly progress: ReadonlySignal<{ readonly answered: number; readonly total: number }>;

  readonly #live: Live;
  readonly #presence: Presence;
  readonly #tabs = new Tabs((epoch) => {
    if (epoch > this.#epoch && this.phase.peek() === 'exam') this.#superseded();
  });
  #epoch = 0;
  /** The questions and answers of this epoch are here. */
  #isTakenUp = false;
  #isReady = false;

  constructor(
    readonly page: PageData,
    readonly api: StudentApi,
    readonly clock: Clock,
    readonly host: Host,
  ) {
    this.outbox = new Outbox({
      kept: this.kept,
      now: () => new Date(clock.now()).toISOString(),
      send: (save, options) => api.saveAnswer(save, options),
      onSaved: (result, tookMs) => this.#saved(result, tookMs),
      onTrouble: (trouble, name) => this.#trouble(trouble, name),
    });
    this.uploads = new Uploads({
      create: (body) => api.createFile(body),
      append: (...chunk) => api.appendFile(...chunk),
      onRefused: (name) => this.#refused(name),
      epoch: () => this.#epoch,
    });
    this.faults = new Faults((report) => void api.reportFault(report));
    this.place = new Place((place, options) => api.savePlace(place, options));
    this.time = new DeadlineWatch(clock, {
      onWarning: (minutesLeft) => host.tell('time:warning', { minutesLeft }),
      onSlept: () => void this.comeBack(),
      onOver: () => this.#timeIsOver(),
    });
    this.handIn = new HandIn({
      outbox: this.outbox,
      uploads: this.uploads,
      epoch: () => this.#epoch,
      drafts: () => this.drafts.all(),
      send: (request) => {
        this.place.hold();
        return api.handIn(request);
      },
      onCompleted: (completion) => {
        this.outbox.handedIn();
        this.ending.completed(completion);
      },
      onRefused: (name) => this.#refused(name),
    });
    this.ending = new Ending({
      outbox: this.outbox,
      uploads: this.uploads,
      now: () => clock.now(),
      readPage: () => this.#readPage(),
      onCompleted: (completion) => this.#completed(completion),
      onEnded: (by) => this.#ended(by),
      onGoingOn: (page) => this.#goOn(page),
      onClosed: () => {
        this.phase.value = 'closed';
      },
    });
    this.#live = new Live(api, (event) => this.#heard(event));
    this.announcements = new Announcements((id) => api.acknowledge(id));
    this.#presence = new Presence({
      unsent: this.outbox.undelivered,
      tell: async (unsent) => {
        if (this.phase.peek() !== 'exam' || this.isSuperseded.peek()) return true;
        const reply = await api.presence(this.#epoch, unsent);
        return reply.ok || (reply.status >= 400 && reply.status < 500);
      },
    });
    this.isLinear = page.exam?.settings.navigation === 'linear';
    this.phase = signal(page.expired ? 'ended' : firstPhase(page));
    if (page.expired) this.endedBy.value = page.expired;
    this.isReadOnly = computed(
      () =>
        this.phase.value !== 'exam' ||
        this.isPaused.value ||
        this.isSuperseded.value ||
        this.handIn.step.value === 'sending' ||
        this.handIn.step.value === 'retrying',
    );
    this.isConnectionLost = computed(() => this.isOffline.value || this.outbox.isFailing.value);
    this.progress = computed(() => {
      const questions = this.place.questions.value;
      const total = this.isLinear ? page.exam?.questionCount : undefined;
      return { answered: this.drafts.answeredOf(questions), total: total ?? questions.filter(takesAnswer).length };
    });
  }

  /** Which of the session's holders this page is; 0 before it is one. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Goes on where the page says the student is. */
  begin(): void {
    this.#tellConnection();
    effect(() => {
      if (this.handIn.step.value === 'failed') this.host.failed('hand-in-failed');
    });
    // Nobody is recorded where nothing can be answered.
    effect(() => {
      if (this.isReadOnly.value) this.uploads.endRecordings();
    });
    if (this.phase.peek() !== 'ended' && !this.page.completion) {
      if (this.page.exam?.mathematics) void fetchMath();
      if (this.page.exam?.markup) void fetchPurifier();
    }
    const phase = this.phase.peek();
    if (phase === 'opening') void this.open();
    else if (phase === 'ended') this.host.ended(this.page.endReason ?? 'revoked');
    else this.#ready();
    if (phase === 'intro') void this.#hearOfEnd();
    if (this.page.completion) {
      this.ending.completed(this.page.completion);
      void this.#deliverLate(this.page.completion.outputs.sessionId);
      // From now on it is this link's too, and whoever listens for it hears of it.
      if (this.page.isBound === false) void this.entering.run(() => this.api.open());
    }
  }

  /** The student pressed start: from now on the clock runs. */
  async start(): Promise<void> {
    this.hasActed.value = true;
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

  /** What the student has answered to a question so far. */
  draft(questionId: string): Signal<Draft> {
    return this.drafts.of(questionId);
  }

  answer(question: Question, value: AnswerValue, options: ChangeOptions = {}): void {
    if (this.isReadOnly.peek()) return;
    const { completed = isAnswered(question, value), context } = options;
    const draft: Draft = context === undefined ? { value, completed } : { value, completed, context };
    this.draft(question.id).value = draft;
    this.outbox.edit(question.id, draft, options.immediate ?? false);
  }

  /**
   * Saves what an upload made the answer. One that was begun in time may arrive while the page is locked: within the grace the server still takes it.
   */
  arrived(question: Question, value: AnswerValue, completed = true): void {
    const phase = this.phase.peek();
    if (this.isSuperseded.peek() || (phase !== 'exam' && phase !== 'finishing')) return;
    const draft: Draft = { value, completed };
    this.draft(question.id).value = draft;
    this.outbox.edit(question.id, draft, true);
  }

  /** Ends the choice between two answers to one question. */
  settle(questionId: string, keep: 'mine' | 'theirs'): void {
    const mine = this.outbox.entry(questionId).conflict.peek()?.mine;
    if (mine && keep === 'mine') this.draft(questionId).value = mine;
    this.outbox.settle(questionId, keep);
  }

  goTo(questionId: string): void {
    this.hasActed.value = true;
    this.outbox.flush();
    this.place.goTo(questionId);
    this.view.value = 'question';
  }

  review(): void {
    this.hasActed.value = true;
    this.outbox.flush();
    this.view.value = 'review';
  }

  /** To the next question; with linear navigation once the answer has arrived, because it is locked then. */
  async next(): Promise<void> {
    this.hasActed.value = true;
    const { questions, index, current, moving } = this.place;
    if (moving.peek() !== 'no') return;
    const following = questions.peek()[index.peek() + 1];
    if (following) return this.goTo(following.id);
    const question = current.peek();
    if (question) {
      moving.value = 'yes';
      this.uploads.endRecordings();
      const upload = this.uploads.newest(question.id).peek();
      const isUploading = upload?.isUnderWay;
      await this.uploads.settled(question.id);
      this.outbox.flush(question.id);
      await this.outbox.settled(question.id);
      moving.value = 'no';
      // Without the file the student stays: going on locks the question.
      if (isUploading && upload?.step.peek().kind !== 'done') return;
    }
    if (!this.isReadOnly.peek()) await this.place.forward();
  }

  previous(): void {
    const before = this.place.questions.peek()[this.place.index.peek() - 1];
    if (before) this.goTo(before.id);
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
    this.#live.retryNow();
    if (this.phase.peek() !== 'exam') return;
    const page = await this.#readPage();
    if (!page) return;
    if (page.expired) this.#ended(page.expired);
    else if (page.completion) this.ending.completed(page.completion);
    else this.#follow(page.deadline ?? null, page.serverNow);
  }

  async #enter(call: () => Promise<Reply<State>>): Promise<void> {
    const entered = await this.entering.run(call);
    if (this.entering.step.peek() === 'not-open') this.host.failed('not-open');
    if (entered && 'ended' in entered) this.#ended(entered.ended);
    else if (entered) await this.#entered(entered.state, entered.tookMs);
  }

  /** An earlier page of this browser kept answers that did not arrive before the exam ended. */
  async #deliverLate(sessionId: string): Promise<void> {
    if (!(await Kept.has(sessionId))) return;
    const entered = await this.entering.run(() => this.api.open());
    if (!entered || 'ended' in entered) return;
    this.outbox.sendLate(await this.kept.open(sessionId, entered.state.outboxKeys ?? []));
  }

  async #entered(state: State, tookMs: number): Promise<void> {
    this.clock.sync(state.serverNow, tookMs);
    this.host.sessionId = state.sessionId;
    const kept = state.sessionId ? await this.kept.open(state.sessionId, state.outboxKeys ?? []) : [];
    if (state.completion) {
      this.ending.completed(state.completion);
      this.outbox.sendLate(kept);
      return;
    }
    if (state.status === 'not_started') {
      this.phase.value = 'intro';
      return;
    }
    this.#epoch = state.epoch;
    this.isSuperseded.value = false;
    this.isPaused.value = state.status === 'paused';
    this.announcements.hear(state.announcements ?? []);
    if (state.epoch > 1) this.#presence.tellAnyway();
    // A pause hides questions and answers: this page takes them up when the exam goes on.
    this.#isTakenUp = !this.isPaused.peek();
    if (this.#isTakenUp) this.#takeUp(state, kept);
    this.phase.value = 'exam';
    this.#follow(state.deadline, state.serverNow);
    this.time.allow(timeAllowed(state));
    this.#live.start(state.epoch);
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

  #ready(): void {
    if (!this.#isReady) this.host.tell('session:ready', {});
    this.#isReady = true;
  }

  #saved(result: SaveResult, tookMs: number): void {
    this.clock.sync(result.serverNow, tookMs);
    const { questionId, epoch, revision } = result;
    this.host.saved({ questionId, epoch, revision }, result.event);
    this.#follow(result.deadline, result.serverNow);
  }

  #trouble(trouble: Trouble, problemName: string): void {
    if (trouble === 'paused') this.isPaused.value = true;
    else this.#refused(problemName);
  }

  #refused(problemName: string): void {
    if (problemName === 'paused') this.isPaused.value = true;
    else if (problemName === 'superseded') this.#superseded();
    else if (problemName === 'session-expired' || problemName === 'session-revoked') this.#ended(problemName);
    else void this.ending.ask();
  }

  #heard(event: LiveEvent): void {
    switch (event.name) {
      case 'deadline': {
        const { deadline, serverNow } = event.data;
        this.clock.atLeast(serverNow);
        if (this.time.isNews(deadline)) this.host.stored('time:changed', { deadline }, event.data.event);
        this.#follow(deadline, serverNow);
        break;
      }
      case 'paused':
        this.isPaused.value = true;
        this.time.stop();
        this.outbox.hold();
        break;
      case 'resumed':
        if (!this.isPaused.peek()) break;
        this.isPaused.value = false;
        if (!this.#isTakenUp) {
          void this.open();
          break;
        }
        this.outbox.resume();
        void this.comeBack();
        break;
      case 'superseded':
        this.host.stored('session:superseded', {}, event.data.event);
        if (event.data.epoch > this.#epoch) this.#superseded();
        this.#hearOfEndForHost();
        break;
      case 'completed':
        this.host.stored('exam:submitted', { by: submittedBy(event.data.completionReason) }, event.data.event);
        if (this.phase.peek() === 'exam') this.phase.value = 'finishing';
        void this.ending.ask();
        break;
      case 'revoked':
        this.#accessEnded(event.data.reason ?? 'revoked');
        break;
      case 'announcement':
        this.announcements.hear([event.data]);
        break;
    }
  }

  #superseded(): void {
    this.handIn.cancel();
    this.uploads.stop();
    this.outbox.hold();
    this.place.stop();
    this.isSuperseded.value = true;
  }

  #follow(deadline: string | null, asOf: string): void {
    if (this.phase.peek() !== 'exam') return;
    this.time.follow(deadline, asOf);
    if (this.isPaused.peek()) this.time.stop();
  }

  #timeIsOver(): void {
    if (this.phase.peek() !== 'exam') return;
    this.handIn.cancel();
    this.phase.value = 'finishing';
    this.ending.timeIsOver();
  }

  #goOn(page: PageData): void {
    if (this.phase.peek() === 'finishing') this.phase.value = 'exam';
    this.#follow(page.deadline ?? null, page.serverNow);
  }

  #completed(completion: Completion): void {
    this.handIn.cancel();
    this.time.stop();
    this.place.stop();
    this.#live.stop();
    this.#hearOfEndForHost();
    this.host.sessionId = completion.outputs.sessionId;
    this.host.stored('exam:submitted', { by: submittedBy(completion.completionReason) }, completion.event);
    this.host.completed(completion.outputs);
    this.phase.value = 'finishing';
  }

  /** The start page hears that access ended. Whoever presses Start at once opens the exam's own stream instead. */
  async #hearOfEnd(): Promise<void> {
    await pause(START_PAGE_MS);
    if (this.phase.peek() === 'intro') this.#live.start('none');
  }

  /** A page that works on nothing any more stays as it is when access ends, whatever is read or kept on it; its host hears of it. */
  #hearOfEndForHost(): void {
    if (this.host.isThere) this.#live.start('none');
  }

  /** The server has said that access ended. Whoever has handed in keeps what they see. */
  #accessEnded(reason: EndReason): void {
    this.host.ended(reason);
    if (!this.ending.completion.peek()) this.#ended(reason === 'expired' ? 'session-expired' : 'session-revoked');
  }

  /** The page, which is there for a link that has ended too, says why it has. */
  async #tellEnd(by: EndedBy): Promise<void> {
    const reason = by === 'session-expired' ? 'expired' : (await this.#readPage())?.endReason;
    this.host.ended(reason ?? 'revoked');
  }

  #ended(by: EndedBy): void {
    void this.#tellEnd(by);
    this.endedBy.value = by;
    this.handIn.cancel();
    this.time.stop();
    this.place.stop();
    this.uploads.stop();
    this.outbox.hold();
    this.#live.stop();
    this.phase.value = 'ended';
  }

  async #readPage(): Promise<PageData | null> {
    const began = performance.now();
    const page = await this.api.page();
    if (page) this.clock.sync(page.serverNow, performance.now() - began);
    return page;
  }

  #tellConnection(): void {
    let wasLost = false;
    effect(() => {
      const isLost = this.isConnectionLost.value;
      if (isLost !== wasLost) this.host.tell(isLost ? 'connection:lost' : 'connection:restored', {});
      wasLost = isLost;
    });
  }
}

function firstPhase(page: PageData): Phase {
  if (page.completion) return 'finishing';
  return page.status === 'not_started' ? 'intro' : 'opening';
}

/** Milliseconds of work that the deadline leaves from the start on, without pauses. */
function timeAllowed({ deadline, startedAt, deadlineParts }: State): number | null {
  if (deadline === null || startedAt === null) return null;
  return Date.parse(deadline) - Date.parse(startedAt) - (deadlineParts?.pausedTime ?? 0) * 60_000;
}
