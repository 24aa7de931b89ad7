import { computed, effect, signal } from '@preact/signals';
import { arrange, countsOf, type Filter, type Sort, type Wish } from './arrange';
import type { Room, StudentKey } from './room';
import { movesBetween } from './windowing';

/** What of the list somebody is at, so that nothing may move: the pointer, the focus, a finger. */
export type Hold = 'pointer' | 'focus' | 'touch';

/**
 * The order that is shown. It follows the room only while nobody is at the list: a row must not jump away from a
 * pointer or the focus. Until then `changes` says how many rows would stand elsewhere.
 */
export class List {
  readonly filter = signal<Filter>('all');
  readonly sort = signal<Sort>('trouble');
  readonly search = signal('');
  readonly order = signal<readonly StudentKey[]>([]);
  readonly holds = signal<ReadonlySet<Hold>>(new Set());
  readonly counts = computed(() => {
    this.#watch();
    return countsOf(this.#room.rows(), this.#now());
  });
  readonly changes = computed(() => movesBetween(this.order.value, this.#wanted.value));
  readonly #room: Room;
  readonly #tick: { readonly value: number };
  readonly #now: () => number;
  readonly #collator: Intl.Collator;
  readonly #wanted = computed(() => {
    this.#watch();
    return this.#arranged();
  });

  /** `tick` changes now and then: trouble comes with time too. */
  constructor(room: Room, tick: { readonly value: number }, now: () => number, collator: Intl.Collator) {
    this.#room = room;
    this.#tick = tick;
    this.#now = now;
    this.#collator = collator;
  }

  /** Follows the room from now on. Returns what ends it. */
  follow(): () => void {
    return effect(() => {
      const wanted = this.#wanted.value;
      if (this.holds.value.size === 0 || this.order.peek().length === 0) this.#show(wanted);
      else this.#show(this.order.peek().filter((key) => this.#room.row(key)));
    });
  }

  /** Asks for another list; who asks wants to see it at once. */
  ask(wish: Partial<Wish>): void {
    if (wish.filter !== undefined) this.filter.value = wish.filter;
    if (wish.sort !== undefined) this.sort.value = wish.sort;
    if (wish.search !== undefined) this.search.value = wish.search;
    this.again();
  }

  /** Sorts now. */
  again(): void {
    this.#show(this.#arranged());
  }

  hold(what: Hold, isHeld: boolean): void {
    if (this.holds.peek().has(what) === isHeld) return;
    const next = new Set(this.holds.peek());
    if (isHeld) next.add(what);
    else next.delete(what);
    this.holds.value = next;
  }

  #arranged(): StudentKey[] {
    const wish = { filter: this.filter.value, sort: this.sort.value, search: this.search.value };
    return arrange(this.#room.rows(), wish, this.#now(), this.#collator).map((row) => row.user.id);
  }

  /** An order that is the same stays the same object: nothing is drawn again for it. */
  #show(order: readonly StudentKey[]): void {
    const shown = this.order.peek();
    if (shown.length === order.length && shown.every((key, index) => key === order[index])) return;
    this.order.value = order;
  }

  #watch(): void {
    void this.#room.version.value;
    void this.#tick.value;
  }
}
