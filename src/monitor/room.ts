import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RoomNews, Row } from './wire';

/** Names a student here for good: a row's own ID becomes another when the student starts. */
export type StudentKey = string;

/** Everybody in the room. Each row is a signal of its own, so that news about one student redraws one row. */
export class Room {
  readonly #rows = new Map<StudentKey, Signal<Row>>();
  readonly #keys = new Map<string, StudentKey>();
  readonly #version = signal(0);

  /** Counts the news. */
  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  get size(): number {
    return this.#rows.size;
  }

  row(key: StudentKey): Signal<Row> | undefined {
    return this.#rows.get(key);
  }

  /** All rows as they are now, without watching them. */
  rows(): Row[] {
    return [...this.#rows.values()].map((row) => row.peek());
  }

  apply(news: RoomNews, isWhole: boolean): void {
    batch(() => {
      for (const row of news.rows) this.#put(row);
      for (const id of news.gone) this.#drop(id);
      if (isWhole) {
        const present = new Set(news.rows.map((row) => row.id));
        for (const id of [...this.#keys.keys()]) if (!present.has(id)) this.#drop(id);
      }
      this.#count();
    });
  }

  clear(): void {
    this.#rows.clear();
    this.#keys.clear();
    this.#count();
  }

  /** Reads without watching: an effect that changes the room does not run again for its own change. */
  #count(): void {
    this.#version.value = this.#version.peek() + 1;
  }

  #put(row: Row): void {
    const key = row.user.id;
    this.#keys.set(row.id, key);
    const known = this.#rows.get(key);
    if (known) known.value = row;
    else this.#rows.set(key, signal(row));
  }

  /** The student may have another row by now: who starts leaves the row of waiting. */
  #drop(id: string): void {
    const key = this.#keys.get(id);
    this.#keys.delete(id);
    if (key !== undefined && this.#rows.get(key)?.peek().id === id) this.#rows.delete(key);
  }
}
