import { computed, signal } from '@preact/signals';
import { backoff, pause } from '../page/backoff';
import type { Reply } from '../server/api';
import type { PlaceRequest, PlaceResult, Question, State } from '../server/wire';

/** With more flags than this the request may be too large to outlive the page. */
const MOST_FLAGS = 500;

type Save = (place: PlaceRequest, options: { readonly keepalive: boolean }) => Promise<Reply<PlaceResult>>;

/** Where the student is: the questions they may see, the one on screen, the flags. Stored on the server, so that a reload returns here. */
export class Place {
  readonly questions = signal<readonly Question[]>([]);
  readonly questionId = signal<string | null>(null);
  readonly flags = signal<ReadonlySet<string>>(new Set());
  /** With linear navigation: the question that Next asks the server for; null when there is none. */
  readonly nextQuestionId = signal<string | null>(null);
  /** With linear navigation: Next is waiting for the server. */
  readonly moving = signal<'no' | 'yes' | 'retrying'>('no');

  readonly index = computed(() => {
    const found = this.questions.value.findIndex((question) => question.id === this.questionId.value);
    return Math.max(0, found);
  });
  readonly current = computed<Question | null>(() => this.questions.value[this.index.value] ?? null);

  readonly #save: Save;
  #epoch = 0;
  #revision = 0;
  #isDirty = false;
  #isSending = false;
  #stopped = new AbortController();

  constructor(save: Save) {
    this.#save = save;
  }

  /** Takes over what `start` or `open` returned. */
  adopt(state: State): void {
    const isFirst = this.questions.peek().length === 0;
    this.#stopped.abort();
    this.#stopped = new AbortController();
    this.#epoch = state.epoch;
    this.#revision = Math.max(this.#revision, state.state?.revision ?? 0);
    this.#isSending = false;
    this.moving.value = 'no';
    this.questions.value = state.exam.questions;
    this.nextQuestionId.value = state.exam.nextQuestionId ?? null;
    if (isFirst || state.exam.settings.navigation === 'linear') this.questionId.value = this.#placeIn(state);
    if (!this.#isDirty) this.flags.value = new Set(state.state?.flags ?? []);
  }

  goTo(questionId: string): void {
    if (this.questionId.peek() === questionId) return;
    this.questionId.value = questionId;
    this.#changed();
  }

  toggleFlag(questionId: string): void {
    const flags = new Set(this.flags.peek());
    if (!flags.delete(questionId)) flags.add(questionId);
    this.flags.value = flags;
    this.#changed();
  }

  /** With linear navigation: asks the server for the next question, until it answers. The ones before are locked then. */
  async forward(): Promise<boolean> {
    const target = this.nextQuestionId.peek();
    if (target === null || this.moving.peek() !== 'no') return false;
    const stopped = this.#stopped.signal;
    this.#isDirty = false;
    this.moving.value = 'yes';
    const request = { ...this.#request(), questionId: target };
    for (let failures = 1; !stopped.aborted; failures += 1) {
      const reply = await this.#save(request, { keepalive: false });
      if (stopped.aborted) return false;
      if (reply.ok) {
        this.#replace(reply.body);
        this.questionId.value = target;
        this.moving.value = 'no';
        return true;
      }
      if (isFinal(reply.status)) break;
      this.moving.value = 'retrying';
      await pause(backoff(failures, reply.retryAfterMs), stopped);
    }
    this.moving.value = 'no';
    return false;
  }

  /** Sends what is not stored so that it outlives the page. */
  flushBeforeLeaving(): void {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    void this.#save(this.#request(), { keepalive: true });
  }

  /** Sends nothing by itself until the next change: the exam is being handed in. */
  hold(): void {
    this.#isDirty = false;
  }

  stop(): void {
    this.#stopped.abort();
    this.#isDirty = false;
  }

  #placeIn(state: State): string | null {
    const { questions, settings } = state.exam;
    if (settings.navigation === 'linear') return questions[questions.length - 1]?.id ?? null;
    const stored = state.state?.questionId;
    return (questions.find((question) => question.id === stored) ?? questions[0])?.id ?? null;
  }

  #request(): PlaceRequest {
    this.#revision += 1;
    return {
      epoch: this.#epoch,
      revision: this.#revision,
      questionId: this.questionId.peek(),
      flags: [...this.flags.peek()],
    };
  }

  #changed(): void {
    this.#isDirty = true;
    void this.#deliver();
  }

  /** One request at a time, with the newest of what changed meanwhile. Each outlives the page: who reloads right after Next comes back to where they went. */
  async #deliver(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    const stopped = this.#stopped.signal;
    for (let failures = 0; this.#isDirty && !stopped.aborted; ) {
      this.#isDirty = false;
      const reply = await this.#save(this.#request(), { keepalive: this.flags.peek().size < MOST_FLAGS });
      if (stopped.aborted) return;
      if (reply.ok) {
        failures = 0;
        this.#replace(reply.body);
      } else if (!isFinal(reply.status)) {
        failures += 1;
        this.#isDirty = true;
        await pause(backoff(failures, reply.retryAfterMs), stopped);
      }
    }
    this.#isSending = false;
  }

  #replace(result: PlaceResult): void {
    if (result.questions) this.questions.value = result.questions;
    if (result.nextQuestionId !== undefined) this.nextQuestionId.value = result.nextQuestionId;
  }
}

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}
