import { type ReadonlySignal, signal } from '@preact/signals';
import { type Delivery, isRetained, isUndelivered, unsentIn } from './delivery';
import { OutboxEntry } from './outbox-entry';

/** The deliveries of all answers as they stand now, and what is seen of them together. */
export class Entries {
  readonly #entries = new Map<string, OutboxEntry>();
  readonly #undelivered = signal(0);
  readonly #retained = signal(0);
  #waiting: (() => void)[] = [];

  /** How many questions have an answer that the server does not have yet. */
  readonly undelivered: ReadonlySignal<number> = this.#undelivered;
  /** How many answers came too late and are kept aside for the teacher. */
  readonly retained: ReadonlySignal<number> = this.#retained;

  of(questionId: string): OutboxEntry {
    let entry = this.#entries.get(questionId);
    if (!entry) {
      entry = new OutboxEntry(questionId);
      this.#entries.set(questionId, entry);
    }
    return entry;
  }

  get deliveries(): readonly Delivery[] {
    return [...this.#entries.values()].map(({ delivery }) => delivery);
  }

  /** Counts again; whoever waits for something looks again. */
  count(): void {
    this.#undelivered.value = this.deliveries.filter(isUndelivered).length;
    this.#retained.value = this.deliveries.filter(isRetained).length;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const look of waiting) look();
  }

  /** Resolves when nothing of the question (or of any) is unsent, or `isHeld` says that nothing is sent. */
  async settled(questionId: string | undefined, isHeld: () => boolean): Promise<void> {
    const isUnsent = () => {
      const deliveries = questionId === undefined ? this.deliveries : [this.of(questionId).delivery];
      return deliveries.some((delivery) => unsentIn(delivery) !== null);
    };
    while (!isHeld() && isUnsent()) await new Promise<void>((look) => this.#waiting.push(look));
  }
}
