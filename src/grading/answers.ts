import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Trouble } from './outbox';
import { type Item, type ItemState, whoOf } from './wire';

/** Which answers of a question are gone through. */
export type Filter = 'ungraded' | 'stale' | 'all';

/** How an answer stands in the list, with what the server does not have yet. */
export type Standing = ItemState | 'conflict' | 'unsent' | 'trouble';

/** What is known here and not yet there of an answer. */
export interface Local {
  readonly isHeld: boolean;
  readonly hasPoints: boolean;
  readonly trouble: Trouble | null;
  /** The grader has chosen between two grades. */
  readonly hasChosen: boolean;
}

/** The answers of one question, in the order in which they are gone through. */
export class Answers {
  readonly questionId = signal('');
  readonly filter = signal<Filter>('all');
  readonly current = signal<string | null>(null);
  /** All of them have come. */
  readonly isWhole = signal(false);
  readonly #items = signal<ReadonlyMap<string, Item>>(new Map());
  /** Those that were of the filter when it was chosen: an answer does not leave the list by being graded. */
  readonly #shown = signal<ReadonlySet<string> | null>(null);
  readonly #localOf: (item: Item) => Local;

  constructor(localOf: (item: Item) => Local) {
    this.#localOf = localOf;
  }

  readonly all: ReadonlySignal<readonly Item[]> = computed(() => [...this.#items.value.values()]);

  readonly shown: ReadonlySignal<readonly Item[]> = computed(() => {
    const shown = this.#shown.value;
    return shown === null ? this.all.value : this.all.value.filter((item) => shown.has(whoOf(item)));
  });

  readonly item: ReadonlySignal<Item | null> = computed(() =>
    this.current.value === null ? null : (this.#items.value.get(this.current.value) ?? null),
  );

  /** The place of the current answer among those shown; -1 when it is none of them. */
  readonly place: ReadonlySignal<number> = computed(() => {
    const { value: current } = this.current;
    return this.shown.value.findIndex((item) => whoOf(item) === current);
  });

  find(who: string): Item | null {
    return this.#items.peek().get(who) ?? null;
  }

  /** Another question: its answers come by {@link add}. */
  begin(questionId: string, filter: Filter): void {
    this.questionId.value = questionId;
    this.#items.value = new Map();
    this.filter.value = filter;
    this.#shown.value = filter === 'all' ? null : new Set();
    this.current.value = null;
    this.isWhole.value = false;
  }

  /** Some more answers, or newer ones of the same students. */
  add(items: readonly Item[]): void {
    const known = this.#items.peek();
    const next = new Map(known);
    for (const item of items) next.set(whoOf(item), item);
    const shown = this.#shown.peek();
    const fresh = items.filter((item) => !known.has(whoOf(item)) && this.#isOf(item, this.filter.peek()));
    this.#items.value = next;
    if (shown !== null && fresh.length > 0) this.#shown.value = new Set([...shown, ...fresh.map(whoOf)]);
    if (this.current.peek() === null) this.current.value = this.#first();
  }

  choose(filter: Filter): void {
    this.filter.value = filter;
    this.#shown.value =
      filter === 'all'
        ? null
        : new Set(
            this.all
              .peek()
              .filter((item) => this.#isOf(item, filter))
              .map(whoOf),
          );
    if (this.place.peek() < 0) this.current.value = this.#first();
  }

  /** How an answer stands. */
  standing(item: Item): Standing {
    const local = this.#localOf(item);
    if (local.trouble) return 'trouble';
    if (item.refused.length > 0 && !local.hasChosen) return 'conflict';
    return local.isHeld ? 'unsent' : item.state;
  }

  /** True for an answer that a person has yet to grade, as it stands here. */
  isWaiting(item: Item): boolean {
    const local = this.#localOf(item);
    if (local.trouble) return true;
    return (item.state === 'ungraded' || item.state === 'stale') && !local.hasPoints;
  }

  countOf(filter: Filter): number {
    return this.all.value.filter((item) => this.#isOf(item, filter)).length;
  }

  /** The answer so many places further among those shown; null at the ends. */
  beside(steps: number): string | null {
    const at = this.place.peek() + steps;
    const item = this.shown.peek()[at];
    return item ? whoOf(item) : null;
  }

  /** The next answer that waits, after the current one and then from the top; null when none does. */
  nextWaiting(): string | null {
    const shown = this.shown.peek();
    const at = this.place.peek();
    const order = [...shown.slice(at + 1), ...shown.slice(0, Math.max(0, at))];
    const found = order.find((item) => this.isWaiting(item));
    return found ? whoOf(found) : null;
  }

  #first(): string | null {
    const shown = this.shown.peek();
    const first = shown.find((item) => this.isWaiting(item)) ?? shown[0];
    return first ? whoOf(first) : null;
  }

  #isOf(item: Item, filter: Filter): boolean {
    if (filter === 'all') return true;
    return filter === 'stale' ? item.state === 'stale' : this.isWaiting(item);
  }
}
