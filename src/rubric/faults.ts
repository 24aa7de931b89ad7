import { type Draft, type DraftCriterion, pointsOf, sumOf } from './rubric';

/** Something that keeps a rubric from being used, and the field where it is mended. */
export interface Fault {
  readonly field: string;
  readonly key:
    | 'faultNoCriteria'
    | 'faultNoTitle'
    | 'faultFewLevels'
    | 'faultNoLevelTitle'
    | 'faultSameTitle'
    | 'faultSamePoints'
    | 'faultPoints'
    | 'faultNoPoints'
    | 'faultMax';
  /** Where it is, as the teacher counts. */
  readonly criterion?: number;
  readonly level?: number;
}

/** The ID of a field, for faults and labels. */
export function fieldOf(criterion: string, level?: string, name: 'title' | 'points' | 'description' = 'title'): string {
  return level === undefined ? `criterion-${criterion}-${name}` : `level-${criterion}-${level}-${name}`;
}

export const ADD_CRITERION = 'add-criterion';
export const MAX_POINTS = 'max-points';

/** All faults of a draft, from its top to its end. */
export function faultsOf(draft: Draft): readonly Fault[] {
  if (draft.criteria.length === 0) return [{ field: ADD_CRITERION, key: 'faultNoCriteria' }];
  const faults = draft.criteria.flatMap((criterion, index) => faultsIn(criterion, index + 1));
  const max = pointsOf(draft.points);
  if (draft.points.trim() !== '' && (max === null || max <= 0)) faults.push({ field: MAX_POINTS, key: 'faultMax' });
  const first = draft.criteria[0];
  if (faults.length === 0 && first && sumOf(draft) === 0)
    faults.push({ field: fieldOf(first.id, first.levels[0]?.id, 'points'), key: 'faultNoPoints' });
  return faults;
}

function faultsIn(criterion: DraftCriterion, place: number): Fault[] {
  const { id, title, levels } = criterion;
  const faults: Fault[] = [];
  if (title.trim() === '') faults.push({ field: fieldOf(id), key: 'faultNoTitle', criterion: place });
  if (levels.length < 2) faults.push({ field: `add-level-${id}`, key: 'faultFewLevels', criterion: place });
  levels.forEach((level, index) => {
    const where = { criterion: place, level: index + 1 };
    const before = levels.slice(0, index);
    const points = pointsOf(level.points);
    const isNamed = level.title.trim() !== '';
    if (!isNamed) faults.push({ field: fieldOf(id, level.id), key: 'faultNoLevelTitle', ...where });
    else if (before.some((other) => same(other.title, level.title)))
      faults.push({ field: fieldOf(id, level.id), key: 'faultSameTitle', ...where });
    if (points === null) faults.push({ field: fieldOf(id, level.id, 'points'), key: 'faultPoints', ...where });
    else if (before.some((other) => pointsOf(other.points) === points))
      faults.push({ field: fieldOf(id, level.id, 'points'), key: 'faultSamePoints', ...where });
  });
  return faults;
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** True for levels that do not go from the most points to the fewest, or the other way. */
export function isUnordered({ levels }: Pick<DraftCriterion, 'levels'>): boolean {
  const points = levels.map((level) => pointsOf(level.points) ?? 0);
  const rises = points.every((value, index) => index === 0 || value >= (points[index - 1] ?? 0));
  const falls = points.every((value, index) => index === 0 || value <= (points[index - 1] ?? 0));
  return !rises && !falls;
}
