import { computed, signal } from '@preact/signals';
import { type Again, again, isFinal, retry } from '../page/retry';
import type { StudentApi } from '../server/api';
import type { PlaceRequest, PlaceResult, Question, State } from '../server/wire';

/** With more flags than this the request may be too large to outlive the page. */
const MAX_FLAGS = 500;

/**
 * Where the student is: the questions they may see, the one on screen, the flags. Stored on the server, so that a
 * reload returns here.
 */
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

  readonly #api: Pick<StudentApi, 'savePlace'>;
  #epoch = 0;
  #revision = 0;
  #isDirty = false;
  #isSending = false;
  #stopped = new AbortController();

  constructor(api: Pick<StudentApi, 'savePlace'>) {
    this.#api = api;
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

  /**
   * With linear navigation: asks the server for the next question, until it answers. The ones before are locked then.
   */
  async forward(): Promise<boolean> {
    const target = this.nextQuestionId.peek();
    if (target === null || this.moving.peek() !== 'no') return false;
    const stop = this.#stopped.signal;
    this.#isDirty = false;
    this.moving.value = 'yes';
    const request = { ...this.#request(), questionId: target };
    const result = await retry(
      async () => {
        const reply = await this.#api.savePlace(request, { keepalive: false });
        if (reply.ok) return reply.body;
        if (isFinal(reply.status)) return null;
        if (!stop.aborted) this.moving.value = 'retrying';
        return again(reply.retryAfterMs);
      },
      { stop },
    );
    if (result === undefined) return false;
    if (result) {
      this.#replace(result);
      this.questionId.value = target;
    }
    this.moving.value = 'no';
    return result !== null;
  }

  /** Sends what is not stored so that it outlives the page. */
  flushBeforeLeaving(): void {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    void this.#api.savePlace(this.#request(), { keepalive: true });
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

  /**
   * One request at a time, with the newest of what changed meanwhile. Each outlives the page: who reloads right after
   * Next comes back to where they went.
   */
  async #deliver(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    const stop = this.#stopped.signal;
    while (this.#isDirty && !stop.aborted) await retry(() => this.#deliverNewest(stop), { stop });
    if (!stop.aborted) this.#isSending = false;
  }

  async #deliverNewest(stop: AbortSignal): Promise<null | Again> {
    if (!this.#isDirty) return null;
    this.#isDirty = false;
    const reply = await this.#api.savePlace(this.#request(), { keepalive: this.flags.peek().size < MAX_FLAGS });
    if (stop.aborted) return null;
    if (reply.ok) this.#replace(reply.body);
    if (reply.ok || isFinal(reply.status)) return null;
    this.#isDirty = true;
    return again(reply.retryAfterMs);
  }

  #replace(result: PlaceResult): void {
    if (result.questions) this.questions.value = result.questions;
    if (result.nextQuestionId !== undefined) this.nextQuestionId.value = result.nextQuestionId;
  }
}
