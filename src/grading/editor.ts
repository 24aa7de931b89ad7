import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { editedHtml, textOfHtml } from '../staff/plain-html';
import type { Target } from './held';
import { type Judgement, judgementOf, NOTHING, readPoints, saysTheSame, sumOf, typedOn } from './judgement';
import type { Criterion, Item } from './wire';

/** What is wrong with what was typed as points. */
export type PointsFault = 'unreadable' | 'too-many';

/** A digit that comes later than this begins another number. */
const ONE_NUMBER_MS = 1_500;

/** The grade of one answer while it is given. */
export class Editor {
  readonly target: Target;
  readonly criteria: readonly Criterion[];
  readonly maxPoints: number | null;
  readonly points = signal('');
  readonly levels = signal<Readonly<Record<string, string>>>({});
  readonly comment = signal('');
  /** The criterion whose levels have letters. */
  readonly active = signal(0);
  /** What stood here when the grader came to it. */
  before: Judgement | null;
  #basis: Judgement | null = null;
  #typedAt = Number.NEGATIVE_INFINITY;
  readonly #write: (points: number) => string;

  /**
   * `held` is what the server does not have yet; it comes before the grade that the answer has. `write` gives points as
   * the page writes them.
   */
  constructor(
    target: Target,
    item: Item,
    criteria: readonly Criterion[],
    held: Judgement | null | undefined,
    write: (points: number) => string,
  ) {
    this.target = target;
    this.criteria = criteria;
    this.maxPoints = item.maxPoints;
    this.#write = write;
    this.before = held === undefined ? judgementOf(item.grade) : held;
    this.take(item, this.before);
  }

  /** The points that the chosen levels give; null while one is missing. */
  readonly sum: ReadonlySignal<number | null> = computed(() =>
    this.criteria.length === 0 ? null : sumOf(this.levels.value, this.criteria, this.maxPoints ?? 0),
  );

  readonly fault: ReadonlySignal<PointsFault | null> = computed(() => {
    const read = readPoints(this.points.value);
    if (read.kind === 'unreadable') return 'unreadable';
    return read.kind === 'points' && read.points > (this.maxPoints ?? 0) ? 'too-many' : null;
  });

  /** Criteria without a level, once one has a level and no points are given beside them. */
  readonly missing: ReadonlySignal<number> = computed(() => {
    const chosen = Object.keys(this.levels.value).length;
    return chosen === 0 || readPoints(this.points.value).kind === 'points' ? 0 : this.criteria.length - chosen;
  });

  /** What is said of the answer now; null for nothing. Of no use while there is a {@link fault}. */
  readonly judgement: ReadonlySignal<Judgement | null> = computed(() => {
    const read = readPoints(this.points.value);
    const levels = Object.keys(this.levels.value).length > 0 ? this.levels.value : null;
    const points = read.kind === 'points' ? read.points : this.sum.value;
    const comment = editedHtml(this.comment.value, this.#basis?.comment ?? null);
    const judgement = { points, levels, comment };
    return saysTheSame(judgement, NOTHING) ? null : judgement;
  });

  readonly hasPoints: ReadonlySignal<boolean> = computed(
    () => this.fault.value === null && this.judgement.value !== null && this.judgement.value.points !== null,
  );

  /** Shows another judgement, as after an undo or another's grade. */
  take(item: Item, judgement: Judgement | null): void {
    this.#basis = judgement ?? judgementOf(item.grade);
    const levels = Object.fromEntries(
      Object.entries(judgement?.levels ?? {}).filter(([id]) => this.criteria.some((criterion) => criterion.id === id)),
    );
    const sum = this.criteria.length > 0 ? sumOf(levels, this.criteria, this.maxPoints ?? 0) : null;
    const points = judgement?.points ?? null;
    this.levels.value = levels;
    // Points that follow from the levels stand beside the field, not in it.
    this.points.value = points === null || points === sum ? '' : this.#write(points);
    this.comment.value = textOfHtml(judgement?.comment ?? null);
    this.#goToMissing();
    this.#typedAt = Number.NEGATIVE_INFINITY;
  }

  /** A digit or a point, typed anywhere on the page. */
  type(key: string, now: number): void {
    const goesOn = now - this.#typedAt < ONE_NUMBER_MS;
    this.#typedAt = now;
    this.points.value = typedOn(goesOn ? this.points.peek() : '', key, this.maxPoints ?? 0);
  }

  erase(now: number): void {
    this.#typedAt = now;
    this.points.value = this.points.peek().slice(0, -1);
  }

  /** Chooses a level; the next criterion without one has the letters then. Points that were typed give way. */
  choose(criterion: string, level: string): void {
    this.levels.value = { ...this.levels.peek(), [criterion]: level };
    this.points.value = '';
    const at = this.criteria.findIndex(({ id }) => id === criterion);
    const order = [...this.criteria.keys()].map((step) => (at + 1 + step) % this.criteria.length);
    this.active.value = order.find((index) => !this.#hasLevel(index)) ?? at;
  }

  chooseByLetter(index: number): boolean {
    const criterion = this.criteria[this.active.peek()];
    const level = criterion?.levels[index];
    if (!criterion || !level) return false;
    this.choose(criterion.id, level.id);
    return true;
  }

  /** From now on an undo goes back to what stands here now. */
  settle(): void {
    this.before = this.judgement.peek();
  }

  clear(): void {
    this.points.value = '';
    this.levels.value = {};
    this.comment.value = '';
    this.active.value = 0;
  }

  #hasLevel(index: number): boolean {
    const id = this.criteria[index]?.id;
    return id !== undefined && this.levels.peek()[id] !== undefined;
  }

  #goToMissing(): void {
    const missing = this.criteria.findIndex((_, index) => !this.#hasLevel(index));
    this.active.value = Math.max(0, missing);
  }
}
