import type { StaffTexts } from '../staff/texts';
import type { Standing } from './answers';
import type { Grade, Item } from './wire';

const STATES: Readonly<Record<Standing, string>> = {
  ungraded: 'stateUngraded',
  stale: 'stateStale',
  graded: 'stateGraded',
  machine: 'stateMachine',
  conflict: 'stateConflict',
  unsent: 'stateUnsent',
  trouble: 'stateTrouble',
};

export function stateWords(standing: Standing, { t }: StaffTexts): string {
  return t(STATES[standing]);
}

/** A student's name, or a short name of the paper. */
export function nameOf(item: Pick<Item, 'paper' | 'student'>, { t }: StaffTexts): string {
  if (item.paper !== null)
    return t('paper', {
      code: item.paper
        .replace(/^paper_/, '')
        .slice(0, 6)
        .toUpperCase(),
    });
  return item.student?.name || t('unnamed');
}

export function pointsWords(points: number, max: number | null, texts: StaffTexts): string {
  return texts.t('pointsOf', { points: texts.number(points), max: texts.number(max ?? 0) });
}

export function graderOf(grade: Grade, { t }: StaffTexts): string {
  return grade.byName || t('someone');
}

export function gradedBy(grade: Grade, texts: StaffTexts): string {
  const name = graderOf(grade, texts);
  return grade.at ? texts.t('gradedBy', { name, at: texts.at(grade.at) }) : texts.t('gradedByNoTime', { name });
}
