import { computed, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ChangeOptions } from '../questions/contract';
import { isAnswered, takesAnswer } from '../questions/registry';
import type { Draft } from '../saving/draft';
import { type Drafts, draftOf } from '../saving/drafts';
import type { Outbox } from '../saving/outbox';
import type { AnswerValue, PageData, Question } from '../server/wire';
import type { Place } from './place';
import type { Standing } from './standing';

interface AnswersParts {
  readonly page: PageData;
  readonly standing: Standing;
  readonly place: Place;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
}

/** The student's answers: as they stand on the screen, and on their way to the server. */
export class Answers {
  /** The questions come one by one, and those before are locked. */
  readonly isLinear: boolean;
  readonly progress: ReadonlySignal<{ readonly answered: number; readonly total: number }>;
  readonly #parts: AnswersParts;

  constructor(parts: AnswersParts) {
    this.#parts = parts;
    const { exam } = parts.page;
    this.isLinear = exam?.settings.navigation === 'linear';
    this.progress = computed(() => {
      const questions = parts.place.questions.value;
      const total = this.isLinear ? exam?.questionCount : undefined;
      return { answered: parts.drafts.answeredOf(questions), total: total ?? questions.filter(takesAnswer).length };
    });
  }

  /** What the student has answered to a question so far. */
  draft(questionId: string): Signal<Draft> {
    return this.#parts.drafts.of(questionId);
  }

  /** The student answered. */
  answer(question: Question, value: AnswerValue, options: ChangeOptions = {}): void {
    if (this.#parts.standing.isReadOnly.peek()) return;
    const { completed = isAnswered(question, value), context } = options;
    const draft: Draft = context === undefined ? { value, completed } : { value, completed, context };
    this.#take(question, draft, options.immediate ?? false);
  }

  /**
   * An upload made the answer. One that was begun in time may arrive while the page is locked: within the grace the
   * server still takes it.
   */
  arrived(question: Question, value: AnswerValue, completed = true): void {
    const { phase, isSuperseded } = this.#parts.standing;
    if (isSuperseded.peek() || (phase.peek() !== 'exam' && phase.peek() !== 'finishing')) return;
    this.#take(question, { value, completed }, true);
  }

  /** Ends the choice between two answers to one question. */
  settle(questionId: string, keep: 'mine' | 'theirs'): void {
    const { outbox } = this.#parts;
    const conflict = outbox.entry(questionId).conflict.peek();
    if (!conflict) return;
    this.draft(questionId).value = keep === 'mine' ? conflict.mine : draftOf(conflict.theirs);
    outbox.settle(questionId, keep);
  }

  #take(question: Question, draft: Draft, isImmediate: boolean): void {
    this.draft(question.id).value = draft;
    this.#parts.outbox.edit(question.id, draft, isImmediate);
  }
}
