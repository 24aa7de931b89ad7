import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type Fault, faultsOf } from './faults';
import { type Draft, type DraftCriterion, type DraftLevel, freshId, pointsOf, sumOf } from './rubric';

/** The rubric while it is written, and what can be done to it. */
export class Editing {
  readonly draft = signal<Draft>({ criteria: [], points: '', modelAnswer: null, rubricType: null, rest: {} });
  /** Faults are shown once the teacher wanted to be done. */
  readonly showsFaults = signal(false);
  readonly isChanged = signal(false);
  readonly faults: ReadonlySignal<readonly Fault[]> = computed(() => faultsOf(this.draft.value));
  readonly sum: ReadonlySignal<number> = computed(() => sumOf(this.draft.value));

  constructor(draft: Draft) {
    this.draft.value = draft;
  }

  change(change: Partial<Draft>): void {
    this.draft.value = { ...this.draft.peek(), ...change };
    this.isChanged.value = true;
  }

  changeCriterion(id: string, change: Partial<DraftCriterion>): void {
    const { criteria } = this.draft.peek();
    this.change({ criteria: criteria.map((each) => (each.id === id ? { ...each, ...change } : each)) });
  }

  changeLevel(criterion: string, id: string, change: Partial<DraftLevel>): void {
    const levels = this.#levels(criterion).map((level) => (level.id === id ? { ...level, ...change } : level));
    this.changeCriterion(criterion, { levels });
  }

  /** Adds a criterion with two levels; returns its ID. */
  addCriterion(titles: { readonly least: string; readonly best: string }): string {
    const { criteria } = this.draft.peek();
    const id = freshId(criteria, 'c');
    const level = { description: '', rest: {} };
    const levels = [
      { ...level, id: 'l1', title: titles.least, points: '0' },
      { ...level, id: 'l2', title: titles.best, points: '1' },
    ];
    this.change({ criteria: [...criteria, { id, title: '', description: '', levels, rest: {} }] });
    return id;
  }

  /** Adds a level above the best one; returns its ID. */
  addLevel(criterion: string): string {
    const levels = this.#levels(criterion);
    const id = freshId(levels, 'l');
    const points = levels.map((level) => pointsOf(level.points) ?? 0);
    const next = points.length === 0 ? 0 : Math.floor(Math.max(...points)) + 1;
    const added = { id, title: '', description: '', points: String(next), rest: {} };
    const isFalling = points.length > 1 && (points[0] ?? 0) > (points[points.length - 1] ?? 0);
    this.changeCriterion(criterion, { levels: isFalling ? [added, ...levels] : [...levels, added] });
    return id;
  }

  removeCriterion(id: string): void {
    this.change({ criteria: this.draft.peek().criteria.filter((each) => each.id !== id) });
  }

  removeLevel(criterion: string, id: string): void {
    this.changeCriterion(criterion, { levels: this.#levels(criterion).filter((level) => level.id !== id) });
  }

  /** Moves a criterion by one place; returns its new place from 1, or null at the end of the list. */
  moveCriterion(id: string, by: 1 | -1): number | null {
    const [criteria, place] = moved(this.draft.peek().criteria, id, by);
    if (place !== null) this.change({ criteria });
    return place;
  }

  moveLevel(criterion: string, id: string, by: 1 | -1): number | null {
    const [levels, place] = moved(this.#levels(criterion), id, by);
    if (place !== null) this.changeCriterion(criterion, { levels });
    return place;
  }

  /** Orders the levels of a criterion from the fewest points to the most. */
  sortLevels(criterion: string): void {
    const by = ({ points }: DraftLevel) => pointsOf(points) ?? 0;
    this.changeCriterion(criterion, { levels: [...this.#levels(criterion)].sort((a, b) => by(a) - by(b)) });
  }

  #levels(criterion: string): readonly DraftLevel[] {
    return this.draft.peek().criteria.find(({ id }) => id === criterion)?.levels ?? [];
  }
}

function moved<T extends { readonly id: string }>(list: readonly T[], id: string, by: 1 | -1): [T[], number | null] {
  const all = [...list];
  const from = all.findIndex((entry) => entry.id === id);
  const to = from + by;
  const entry = all[from];
  if (!entry || to < 0 || to >= all.length) return [all, null];
  all.splice(from, 1);
  all.splice(to, 0, entry);
  return [all, to + 1];
}
