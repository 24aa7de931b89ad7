import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Api, Reply } from './api';
import { backoff, pause } from './backoff';
import type { Clock } from './clock';
import { DeadlineWatch } from './deadline-watch';
import { HandIn } from './hand-in';
import type { Host } from './host';
import { Live, type LiveEvent } from './live';
import { submittedBy } from './messages';
import { Outbox, type Trouble } from './outbox';
import type { Draft } from './outbox-entry';
import { Place } from './place';
import type { ChangeOptions } from './question-type';
import { isAnswered, takesAnswer } from './question-types';
import type { AnswerValue, Completion, PageData, Question, SaveResult, State, StoredAnswer } from './wire';

/** Which screen the student sees. `finishing` is between the end of the exam and the server's word about it. */
export type Phase = 'ended' | 'intro' | 'opening' | 'exam' | 'finishing' | 'closed';

/** After the deadline the server still takes answers that were on their way for so long. */
const GRACE_MS = 30_000;
const NO_ANSWER: Draft = { value: null, completed: false };

/** One student's exam in this page: what is shown, what is answered, and what becomes of it. */
export class Session {
  readonly phase: Signal<Phase>;
  readonly view = signal<'question' | 'review'>('question');
  /** A call that the student waits for: start, or open. */
  readonly entering = signal<'no' | 'yes' | 'retrying' | 'not-open'>('no');
  readonly completion = signal<Completion | null>(null);
  readonly endedBy = signal<'session-expired' | 'session-revoked'>('session-revoked');
  readonly isPaused = signal(false);
  readonly isSuperseded = signal(false);
  readonly isOffline = signal(false);
  readonly announcements = signal<readonly { readonly id: string; readonly message: string }[]>([]);
  /** Minutes left of the newest warning. */
  readonly warning = signal<number | null>(null);
  /** True once the student did something here: from then on a new screen takes the focus. */
  readonly hasActed = signal(false);

  readonly outbox: Outbox;
  readonly place: Place;
  readonly time: DeadlineWatch;
  readonly handIn: HandIn;
  readonly isReadOnly: ReadonlySignal<boolean>;
  readonly isConnectionLost: ReadonlySignal<boolean>;
  readonly progress: ReadonlySignal<{ readonly answered: number; readonly total: number }>;

  readonly #drafts = new Map<string, Signal<Draft>>();
  readonly #live: Live;
  #epoch = 0;
  #deadline: string | null = null;
  #deadlineAsOf = '';
  #isFinding = false;
  #isReady = false;

  constructor(
    readonly page: PageData,
    readonly api: Api,
    readonly clock: Clock,
    readonly host: Host,
  ) {
    this.outbox = new Outbox({
      send: (save, options) => api.saveAnswer(save, options),
      onSaved: (result, tookMs) => this.#saved(result, tookMs),
      onTrouble: (trouble, name) => this.#trouble(trouble, name),
    });
    this.place = new Place((place, options) => api.savePlace(place, options));
    this.time = new DeadlineWatch(clock, {
      onWarning: (minutesLeft) => {
        this.warning.value = minutesLeft;
        host.tell('time:warning', { minutesLeft });
      },
      onOver: () => this.#timeIsOver(),
    });
    this.handIn = new HandIn({
      outbox: this.outbox,
      epoch: () => this.#epoch,
      drafts: () => new Map([...this.#drafts].map(([id, draft]) => [id, draft.peek()])),
      send: (request) => api.handIn(request),
      onCompleted: (completion) => this.#completed(completion),
      onRefused: (name) => this.#refused(name),
    });
    this.#live = new Live(api, (event) => this.#heard(event));
    this.isReadOnly = computed(
      () => this.phase.value !== 'exam' || this.isPaused.value || this.isSuperseded.value || this.#isHandingIn(),
    );
    this.isConnectionLost = computed(() => this.isOffline.value || this.outbox.isFailing.value);
    this.progress = computed(() => this.#progress());
    this.phase = signal(this.#firstPhase());
  }

  /** Goes on where the page says the student is. */
  begin(): void {
    this.#tellConnection();
    if (this.page.completion) this.#completed(this.page.completion);
    else if (this.phase.peek() === 'opening') void this.open();
    else if (this.phase.peek() === 'intro') this.host.tell('session:ready', {});
  }

  /** The student pressed start: from now on the clock runs. */
  async start(): Promise<void> {
    this.hasActed.value = true;
    await this.#enter(() => this.api.start());
  }

  /** Becomes the holder of a session that has begun: after a reload, or to go on here instead of on another device. */
  async open(): Promise<void> {
    await this.#enter(() => this.api.open());
  }

  /** What the student has answered to a question so far. */
  draft(questionId: string): Signal<Draft> {
    let draft = this.#drafts.get(questionId);
    if (!draft) {
      draft = signal(NO_ANSWER);
      this.#drafts.set(questionId, draft);
    }
    return draft;
  }

  answer(question: Question, value: AnswerValue, options: ChangeOptions = {}): void {
    if (this.isReadOnly.peek()) return;
    const draft: Draft = { value, completed: options.completed ?? isAnswered(question, value) };
    this.draft(question.id).value = draft;
    this.outbox.edit(question.id, draft, options.immediate ?? false);
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
    const { questions, index, current } = this.place;
    const following = questions.peek()[index.peek() + 1];
    if (following) return this.goTo(following.id);
    const question = current.peek();
    if (question && this.outbox.entry(question.id).isUnderWay) {
      this.place.moving.value = 'yes';
      this.outbox.flush(question.id);
      await this.outbox.settled(question.id);
      this.place.moving.value = 'no';
      if (this.isReadOnly.peek()) return;
    }
    await this.place.forward();
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
    this.#live.retryNow();
    if (this.phase.peek() !== 'exam') return;
    const page = await this.#readPage();
    if (!page) return;
    if (page.expired) this.#ended(page.expired);
    else if (page.completion) this.#completed(page.completion);
    else this.#follow(page.deadline ?? null, page.serverNow);
  }

  #firstPhase(): Phase {
    if (this.page.expired) {
      this.endedBy.value = this.page.expired;
      return 'ended';
    }
    if (this.page.completion) return 'finishing';
    return this.page.status === 'not_started' ? 'intro' : 'opening';
  }

  async #enter(call: () => Promise<Reply<State>>): Promise<void> {
    if (this.entering.peek() === 'yes' || this.entering.peek() === 'retrying') return;
    this.entering.value = 'yes';
    for (let failures = 1; ; failures += 1) {
      const reply = await call();
      if (reply.ok) {
        this.entering.value = 'no';
        this.#entered(reply.body, reply.tookMs);
        return;
      }
      if (reply.status === 409 && reply.problem?.name === 'not-open') {
        this.entering.value = 'not-open';
        return;
      }
      if (reply.status === 410 || reply.status === 404) {
        this.entering.value = 'no';
        this.#ended(reply.problem?.name === 'session-expired' ? 'session-expired' : 'session-revoked');
        return;
      }
      this.entering.value = 'retrying';
      await pause(backoff(failures, reply.retryAfterMs));
    }
  }

  #entered(state: State, tookMs: number): void {
    this.clock.sync(state.serverNow, tookMs);
    this.host.sessionId = state.sessionId;
    if (state.completion) {
      this.#completed(state.completion);
      return;
    }
    if (state.status === 'not_started') {
      this.phase.value = 'intro';
      return;
    }
    this.#epoch = state.epoch;
    this.isSuperseded.value = false;
    this.isPaused.value = state.status === 'paused';
    this.place.adopt(state);
    this.outbox.adopt(state.epoch, state.answers);
    for (const question of state.exam.questions) {
      const unsent = this.outbox.entry(question.id).unsent;
      this.draft(question.id).value = unsent ?? draftOf(state.answers[question.id]);
    }
    if (this.isPaused.peek()) this.outbox.hold();
    this.phase.value = 'exam';
    this.#follow(state.deadline, state.serverNow);
    this.#live.start(state.epoch);
    this.host.stored('exam:started', {}, state.event);
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
    else if (trouble === 'over') void this.#findCompletion();
    else this.#refused(problemName);
  }

  #refused(problemName: string): void {
    if (problemName === 'superseded') this.#superseded();
    else if (problemName === 'session-expired' || problemName === 'session-revoked') this.#ended(problemName);
    else void this.#findCompletion();
  }

  #heard(event: LiveEvent): void {
    switch (event.name) {
      case 'deadline': {
        const isNew = event.data.deadline !== this.#deadline;
        this.#follow(event.data.deadline, event.data.serverNow);
        if (isNew) this.host.stored('time:changed', { deadline: event.data.deadline }, event.data.event);
        break;
      }
      case 'paused':
        this.isPaused.value = true;
        this.time.stop();
        this.outbox.hold();
        break;
      case 'resumed':
        this.isPaused.value = false;
        this.outbox.resume();
        break;
      case 'superseded':
        this.host.stored('session:superseded', {}, event.data.event);
        if (event.data.epoch > this.#epoch) this.#superseded();
        break;
      case 'completed':
        this.host.stored('exam:submitted', { by: submittedBy(event.data.completionReason) }, event.data.event);
        this.phase.value = this.phase.peek() === 'exam' ? 'finishing' : this.phase.peek();
        void this.#findCompletion();
        break;
      case 'revoked':
        this.#ended('session-revoked');
        break;
      case 'announcement':
        this.announcements.value = [...this.announcements.peek().filter((a) => a.id !== event.data.id), event.data];
        break;
    }
  }

  #superseded(): void {
    this.handIn.cancel();
    this.outbox.hold();
    this.place.stop();
    this.isSuperseded.value = true;
  }

  /** Takes a deadline that the server named at that time of its own; an older word does not undo a newer one. */
  #follow(deadline: string | null, asOf: string): void {
    if (asOf < this.#deadlineAsOf) return;
    this.#deadlineAsOf = asOf;
    const isSame = deadline === this.#deadline && this.time.deadline !== null;
    this.#deadline = deadline;
    if (isSame || this.phase.peek() === 'closed') return;
    this.time.set(deadline);
  }

  #timeIsOver(): void {
    if (this.phase.peek() !== 'exam') return;
    this.handIn.cancel();
    this.phase.value = 'finishing';
    this.outbox.flush();
    this.outbox.retryNow();
    void pause(Math.random() * 1_000).then(() => this.#findCompletion());
  }

  /** Asks until the server says how the exam ended, or that it has not. Asking takes nothing over from another device. */
  async #findCompletion(): Promise<void> {
    if (this.#isFinding || this.completion.peek()) return;
    this.#isFinding = true;
    for (let failures = 1; this.completion.peek() === null; failures += 1) {
      const page = await this.#readPage();
      if (page?.expired) {
        this.#ended(page.expired);
        break;
      }
      if (page?.completion) this.#completed(page.completion);
      else if (page?.deadline !== undefined && isAhead(page.deadline, page.serverNow)) {
        this.phase.value = 'exam';
        this.time.set(page.deadline);
        break;
      } else await pause(page ? 500 : backoff(failures));
    }
    this.#isFinding = false;
  }

  async #readPage(): Promise<PageData | null> {
    const began = performance.now();
    const page = await this.api.page();
    if (page) this.clock.sync(page.serverNow, performance.now() - began);
    return page;
  }

  #completed(completion: Completion): void {
    if (this.completion.peek()) return;
    this.completion.value = completion;
    this.handIn.cancel();
    this.time.stop();
    this.place.stop();
    this.#live.stop();
    this.host.sessionId = completion.outputs.sessionId;
    this.host.stored('exam:submitted', { by: submittedBy(completion.completionReason) }, completion.event);
    this.host.completed(completion.outputs);
    this.phase.value = 'finishing';
    void this.#deliverLast(completion);
  }

  /** After the deadline what was on its way still counts for a while; a hand-in has taken everything along. */
  async #deliverLast(completion: Completion): Promise<void> {
    if (completion.completionReason !== 'submitted' && this.outbox.undelivered.peek() > 0) {
      const left = Date.parse(completion.completedAt) + GRACE_MS - this.clock.now();
      await Promise.race([this.outbox.settled(), pause(Math.max(0, left))]);
    }
    this.outbox.stop();
    this.phase.value = 'closed';
  }

  #ended(by: 'session-expired' | 'session-revoked'): void {
    this.endedBy.value = by;
    this.handIn.cancel();
    this.time.stop();
    this.place.stop();
    this.outbox.hold();
    this.#live.stop();
    this.phase.value = 'ended';
  }

  #isHandingIn(): boolean {
    return this.handIn.step.value === 'sending' || this.handIn.step.value === 'retrying';
  }

  #progress(): { answered: number; total: number } {
    const questions = this.place.questions.value.filter(takesAnswer);
    const answered = questions.filter((question) => this.draft(question.id).value.completed).length;
    const isLinear = this.page.exam?.settings.navigation === 'linear';
    return { answered, total: isLinear ? (this.page.exam?.questionCount ?? questions.length) : questions.length };
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

function draftOf(stored: StoredAnswer | undefined): Draft {
  if (!stored) return NO_ANSWER;
  const { value, completed, context } = stored;
  return context === undefined || context === null ? { value, completed } : { value, completed, context };
}

function isAhead(deadline: string | null, serverNow: string): boolean {
  return deadline === null || Date.parse(deadline) > Date.parse(serverNow);
}
