import { signal } from '@preact/signals';
import type { StudentKey } from './room';

/** Which students are chosen, and the one from which a range goes on. */
export class Selection {
  readonly keys = signal<ReadonlySet<StudentKey>>(new Set());
  #anchor: StudentKey | null = null;

  has(key: StudentKey): boolean {
    return this.keys.value.has(key);
  }

  /** Chooses one, or lets it go; the next range goes on from it. */
  toggle(key: StudentKey): void {
    const next = new Set(this.keys.peek());
    if (!next.delete(key)) next.add(key);
    this.keys.value = next;
    this.#anchor = key;
  }

  /** Makes everything from the last one to this one as the last one is. */
  extend(key: StudentKey, order: readonly StudentKey[]): void {
    const [from, to] = [order.indexOf(this.#anchor ?? key), order.indexOf(key)];
    if (from < 0 || to < 0) {
      this.toggle(key);
      return;
    }
    const chosen = this.#anchor === null || this.keys.peek().has(this.#anchor);
    const next = new Set(this.keys.peek());
    for (const between of order.slice(Math.min(from, to), Math.max(from, to) + 1)) {
      if (chosen) next.add(between);
      else next.delete(between);
    }
    this.keys.value = next;
    this.#anchor = key;
  }

  /** Chooses all of these, or, when all of them are chosen, lets them go. */
  toggleAll(keys: readonly StudentKey[]): void {
    const next = new Set(this.keys.peek());
    const isAll = keys.length > 0 && keys.every((key) => next.has(key));
    for (const key of keys) {
      if (isAll) next.delete(key);
      else next.add(key);
    }
    this.keys.value = next;
  }

  clear(): void {
    this.keys.value = new Set();
    this.#anchor = null;
  }

  /** Lets go of whoever is not in the room any more. */
  keep(isThere: (key: StudentKey) => boolean): void {
    const kept = [...this.keys.peek()].filter(isThere);
    if (kept.length < this.keys.peek().size) this.keys.value = new Set(kept);
  }
}
