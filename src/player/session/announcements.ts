import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Announcement } from '../server/wire';

/** What staff told the student. Each is shown until the student says that it is read, and can be read again. */
export class Announcements {
  readonly #all = signal<readonly Announcement[]>([]);
  readonly #read = signal<ReadonlySet<string>>(new Set());
  readonly #acknowledge: (id: string) => Promise<unknown>;

  constructor(acknowledge: (id: string) => Promise<unknown>) {
    this.#acknowledge = acknowledge;
  }

  /** Oldest first. */
  readonly unread: ReadonlySignal<readonly Announcement[]> = computed(() =>
    this.#all.value.filter(({ id }) => !this.#read.value.has(id)),
  );

  /** Oldest first. */
  readonly read: ReadonlySignal<readonly Announcement[]> = computed(() =>
    this.#all.value.filter(({ id }) => this.#read.value.has(id)),
  );

  /** The server named these, for the first time or again. */
  hear(news: readonly Announcement[]): void {
    const known = new Set(this.#all.peek().map(({ id }) => id));
    this.#all.value = [...this.#all.peek(), ...news.filter(({ id }) => !known.has(id))];
    const read = new Set(this.#read.peek());
    for (const { id, acknowledgedAt } of news) {
      if (acknowledgedAt) read.add(id);
      // It was read here, and the server did not hear of it.
      else if (read.has(id)) void this.#acknowledge(id);
    }
    this.#read.value = read;
  }

  /** The student has read it. */
  acknowledge(id: string): void {
    this.#read.value = new Set(this.#read.peek()).add(id);
    void this.#acknowledge(id);
  }
}
