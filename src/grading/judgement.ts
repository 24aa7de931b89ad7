import type { Criterion, Grade } from './wire';

/** What a grader says of an answer: points, levels and a comment, always together. */
export interface Judgement {
  readonly points: number | null;
  readonly levels: Readonly<Record<string, string>> | null;
  /** HTML. */
  readonly comment: string | null;
}

export const NOTHING: Judgement = { points: null, levels: null, comment: null };

/** What a grade says, without who gave it and when. */
export function judgementOf(grade: Grade | null): Judgement | null {
  return grade && { points: grade.points, levels: grade.levels, comment: grade.comment };
}

export function saysTheSame(a: Judgement | null, b: Judgement | null): boolean {
  if (a === null || b === null) return a === b;
  const [ours, theirs] = [Object.entries(a.levels ?? {}), b.levels ?? {}];
  return (
    a.points === b.points &&
    (a.comment ?? '') === (b.comment ?? '') &&
    ours.length === Object.keys(theirs).length &&
    ours.every(([criterion, level]) => theirs[criterion] === level)
  );
}

/**
 * The points of chosen levels; null while a criterion has none. Each level has been rounded: the best levels still give
 * the maximum.
 */
export function sumOf(
  levels: Readonly<Record<string, string>>,
  criteria: readonly Criterion[],
  maxPoints: number,
): number | null {
  let [sum, best] = [0, 0];
  for (const { id, levels: known } of criteria) {
    const level = known.find((each) => each.id === levels[id]);
    if (!level) return null;
    sum += level.points;
    best += Math.max(...known.map(({ points }) => points));
  }
  return best === 0 ? 0 : rounded((sum / best) * maxPoints);
}

/** Points have four places. */
export function rounded(points: number): number {
  return Math.round(points * 10_000) / 10_000;
}

/** What was typed as points: a number, nothing, or what no number of points is. */
export type Typed = { readonly kind: 'none' | 'unreadable' } | { readonly kind: 'points'; readonly points: number };

const ARABIC_DIGITS = /[٠-٩۰-۹]/g;

/** Reads points as people write them: a comma or a point, digits of any of the page's scripts. */
export function readPoints(typed: string): Typed {
  const text = asciiDigits(typed).replace(/[,٫]/g, '.').trim();
  if (text === '') return { kind: 'none' };
  if (!/^(\d+\.?\d{0,4}|\.\d{1,4})$/.test(text)) return { kind: 'unreadable' };
  return { kind: 'points', points: Number(text) };
}

export function asciiDigits(text: string): string {
  return text.replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** What stands in the field after another key: it goes on while that is a number of points, else it begins anew. */
export function typedOn(before: string, key: string, maxPoints: number): string {
  const next = before + key;
  const read = readPoints(next);
  if (read.kind === 'points' && read.points <= maxPoints) return next;
  return key === '.' || key === ',' ? `0${key}` : key;
}
