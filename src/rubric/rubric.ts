/** A rubric as hosts send and get it: the shape of a question's `scoring`. What this page does not know it keeps. */
export interface Rubric {
  readonly rubricType?: string;
  readonly points?: number;
  readonly criteria: readonly RubricCriterion[];
  /** HTML. */
  readonly modelAnswer?: string;
}

export interface RubricCriterion {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly levels: readonly RubricLevel[];
}

export interface RubricLevel {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly points: number;
}

type Rest = Readonly<Record<string, unknown>>;

/** A level while it is written: its points are what was typed. */
export interface DraftLevel {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly points: string;
  readonly rest: Rest;
}

export interface DraftCriterion {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly levels: readonly DraftLevel[];
  readonly rest: Rest;
}

/** A rubric while it is written. */
export interface Draft {
  readonly criteria: readonly DraftCriterion[];
  /** The most points of the question; empty for what the best levels add up to. */
  readonly points: string;
  /** HTML; null for none. */
  readonly modelAnswer: string | null;
  readonly rubricType: string | null;
  readonly rest: Rest;
}

export const EMPTY: Draft = { criteria: [], points: '', modelAnswer: null, rubricType: null, rest: {} };

/** Reads what a host sent, whatever it is. IDs that are missing or there twice are made anew. */
export function readRubric(given: unknown): Draft {
  const { criteria, points, modelAnswer, rubricType, ...rest } = record(given);
  return {
    criteria: withIds(listOf(criteria).map(readCriterion), 'c'),
    points: numberText(points),
    modelAnswer: typeof modelAnswer === 'string' && modelAnswer !== '' ? modelAnswer : null,
    rubricType: typeof rubricType === 'string' ? rubricType : null,
    rest,
  };
}

function readCriterion(given: unknown): DraftCriterion {
  const { id, title, description, levels, ...rest } = record(given);
  return {
    id: text(id),
    title: text(title),
    description: text(description),
    levels: withIds(listOf(levels).map(readLevel), 'l'),
    rest,
  };
}

function readLevel(given: unknown): DraftLevel {
  const { id, title, description, points, ...rest } = record(given);
  return { id: text(id), title: text(title), description: text(description), points: numberText(points), rest };
}

/** The rubric that a draft without faults is. */
export function rubricOf(draft: Draft): Rubric {
  const points = pointsOf(draft.points);
  return {
    ...draft.rest,
    rubricType: draft.rubricType ?? (draft.criteria.length === 1 ? 'holistic' : 'analytical'),
    ...(points === null ? {} : { points }),
    criteria: draft.criteria.map(({ id, title, description, levels, rest }) => ({
      ...rest,
      id,
      title: title.trim(),
      ...(description.trim() === '' ? {} : { description: description.trim() }),
      levels: levels.map((level) => ({
        ...level.rest,
        id: level.id,
        title: level.title.trim(),
        ...(level.description.trim() === '' ? {} : { description: level.description.trim() }),
        points: pointsOf(level.points) ?? 0,
      })),
    })),
    ...(draft.modelAnswer === null ? {} : { modelAnswer: draft.modelAnswer }),
  };
}

/** Reads points as people write them; null for what no points are. */
export function pointsOf(typed: string): number | null {
  const plain = typed
    .replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[,٫]/g, '.')
    .trim();
  return /^(\d{1,6}\.?\d{0,4}|\.\d{1,4})$/.test(plain) ? Number(plain) : null;
}

/** The best points of a criterion. */
export function bestOf({ levels }: Pick<DraftCriterion, 'levels'>): number {
  return Math.max(0, ...levels.map(({ points }) => pointsOf(points) ?? 0));
}

/** What the best levels add up to. */
export function sumOf({ criteria }: Pick<Draft, 'criteria'>): number {
  return rounded(criteria.reduce((sum, criterion) => sum + bestOf(criterion), 0));
}

/** An ID that none of a list has: `c1`, `c2` … */
export function freshId(taken: readonly { readonly id: string }[], letter: string): string {
  const ids = new Set(taken.map(({ id }) => id));
  let number = taken.length + 1;
  while (ids.has(`${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

function withIds<T extends { readonly id: string }>(list: readonly T[], letter: string): readonly T[] {
  const done: T[] = [];
  for (const entry of list) {
    const isFree = entry.id !== '' && !done.some(({ id }) => id === entry.id);
    done.push(isFree ? entry : { ...entry, id: freshId([...list, ...done], letter) });
  }
  return done;
}

function rounded(points: number): number {
  return Math.round(points * 10_000) / 10_000;
}

function record(given: unknown): Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Record<string, unknown>) : {};
}

function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [];
}

function text(given: unknown): string {
  return typeof given === 'string' ? given : '';
}

function numberText(given: unknown): string {
  return typeof given === 'number' && Number.isFinite(given) && given >= 0 ? String(rounded(given)) : '';
}
