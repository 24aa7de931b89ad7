import type { ReadonlySignal } from '@preact/signals';
import type { Staff } from '../staff/staff';
import type { Answers, Filter } from './answers';
import type { Editor } from './editor';
import { nameOf, stateWords } from './words';

/** What the walk needs of the page. */
interface Desk {
  readonly staff: Staff;
  readonly answers: Answers;
  readonly editor: ReadonlySignal<Editor | null>;
  /** Sends what was given to the current answer. */
  leave(): void;
  /** Begins with the current answer. */
  edit(): void;
}

/** Goes from answer to answer, and says aloud which one it is. */
export class Walk {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Goes to an answer of the question; what was given to the one before goes out at once. */
  go(who: string | null): void {
    const { answers } = this.#desk;
    if (who === null || who === answers.current.peek()) return;
    this.#desk.leave();
    answers.current.value = who;
    this.#desk.edit();
  }

  /** Goes some answers further among those shown. */
  step(by: number): void {
    this.#goAndSay(this.#desk.answers.beside(by));
  }

  /** Goes to the next answer that waits; says so when none does. A grade that cannot be saved so stays in sight. */
  next(): void {
    const { answers, staff } = this.#desk;
    const editor = this.#desk.editor.peek();
    if (editor?.fault.peek()) {
      document.getElementById('points')?.focus();
      return;
    }
    const missing = editor?.missing.peek() ?? 0;
    if (missing > 0) {
      staff.spoken.value = staff.texts.t('missingLevels', { count: missing });
      return;
    }
    this.#desk.leave();
    const next = answers.nextWaiting() ?? (answers.isWhole.peek() ? null : answers.beside(1));
    if (next) this.#goAndSay(next);
    else staff.spoken.value = staff.texts.t('allGraded');
  }

  /** Which answers are gone through. */
  show(filter: Filter): void {
    this.#desk.leave();
    this.#desk.answers.choose(filter);
    this.#desk.edit();
  }

  #goAndSay(who: string | null): void {
    if (who === null) return;
    // Who types points goes on typing points; who does not begins at the top of the answer.
    const isTyping = document.activeElement?.matches('[data-points]') ?? false;
    this.go(who);
    const { answers, staff } = this.#desk;
    const item = answers.item.peek();
    if (!item) return;
    staff.spoken.value = staff.texts.t('spokenAnswer', {
      name: nameOf(item, staff.texts),
      place: answers.place.peek() + 1,
      total: answers.shown.peek().length,
      state: stateWords(answers.standing(item), staff.texts),
    });
    requestAnimationFrame(() => document.getElementById(isTyping ? 'points' : 'answer-title')?.focus());
  }
}
