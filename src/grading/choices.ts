import { signal } from '@preact/signals';
import { keyOf, type Target } from './held';

/** Between which grades the grader has chosen in this page. A newer grade asks anew. */
export class Choices {
  readonly #made = signal<ReadonlySet<string>>(new Set());

  made(target: Target, revision: number): void {
    this.#made.value = new Set([...this.#made.peek(), `${keyOf(target)} ${revision}`]);
  }

  isMade(target: Target, revision: number): boolean {
    return this.#made.value.has(`${keyOf(target)} ${revision}`);
  }
}
