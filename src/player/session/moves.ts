import { signal } from '@preact/signals';
import type { Uploads } from '../files/uploads';
import type { Outbox } from '../saving/outbox';
import type { Place } from './place';
import type { Standing } from './standing';

interface MovesParts {
  readonly standing: Standing;
  readonly place: Place;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
}

/** How the student goes from question to question, and to what they look over before they hand in. */
export class Moves {
  readonly view = signal<'question' | 'review'>('question');
  /** True once the student did something here: from then on a new screen takes the focus. */
  readonly hasActed = signal(false);
  readonly #parts: MovesParts;

  constructor(parts: MovesParts) {
    this.#parts = parts;
  }

  goTo(questionId: string): void {
    this.hasActed.value = true;
    this.#parts.outbox.flush();
    this.#parts.place.goTo(questionId);
    this.view.value = 'question';
  }

  review(): void {
    this.hasActed.value = true;
    this.#parts.outbox.flush();
    this.view.value = 'review';
  }

  /** To the next question; with linear navigation once the answer has arrived, because it is locked then. */
  async next(): Promise<void> {
    this.hasActed.value = true;
    const { standing, place, outbox, uploads } = this.#parts;
    const { questions, index, current, moving } = place;
    if (moving.peek() !== 'no') return;
    const following = questions.peek()[index.peek() + 1];
    if (following) return this.goTo(following.id);
    const question = current.peek();
    if (question) {
      moving.value = 'yes';
      uploads.endRecordings();
      const upload = uploads.newest(question.id).peek();
      const isUploading = upload?.isUnderWay;
      await uploads.settled(question.id);
      outbox.flush(question.id);
      await outbox.settled(question.id);
      moving.value = 'no';
      // Without the file the student stays: going on locks the question.
      if (isUploading && upload?.step.peek().kind !== 'done') return;
    }
    if (!standing.isReadOnly.peek()) await place.forward();
  }

  previous(): void {
    const { questions, index } = this.#parts.place;
    const before = questions.peek()[index.peek() - 1];
    if (before) this.goTo(before.id);
  }
}
