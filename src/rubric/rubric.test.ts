import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Editing } from './editing';
import { faultsOf, isUnordered } from './faults';
import en from './locales/en.json';
import { EMPTY, freshId, pointsOf, readRubric, rubricOf, sumOf } from './rubric';
import { TEMPLATES, templateOf } from './templates';

const TITLES = { least: 'Not shown', best: 'Good' };
const t = (key: string) => (en as Record<string, string>)[key] ?? key;
const RUBRIC = {
  rubricType: 'analytical',
  points: 10,
  criteria: [
    {
      id: 'content',
      title: 'Content',
      description: 'What is said',
      weight: 2,
      levels: [
        { id: 'a', title: 'Weak', points: 0 },
        { id: 'b', title: 'Good', description: 'All causes', points: 2.5 },
      ],
    },
  ],
  modelAnswer: '<p>Two <strong>causes</strong></p>',
  method: 'partial',
};

test('a rubric comes back as it was sent, with what this page does not know', () => {
  expect(rubricOf(readRubric(RUBRIC))).toEqual(RUBRIC);
});

test('whatever a host sends is read, and its IDs are unique then', () => {
  fc.assert(
    fc.property(fc.anything(), (given) => {
      const { criteria } = readRubric({ criteria: given });
      expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
    }),
  );
  const level = { id: 'x', title: 'L', points: 1 };
  const twice = { id: 'x', title: 'A', levels: [level, level, { ...level, id: '' }] };
  const draft = readRubric({ criteria: [twice, twice] });
  expect(draft.criteria.map(({ id }) => id)).toEqual(['x', 'c4']);
  expect(draft.criteria[0]?.levels.map(({ id }) => id)).toEqual(['x', 'l5', 'l6']);
});

test.each(TEMPLATES)('the template %s has no fault, and each of its texts is there', (template) => {
  const draft = templateOf(template, t);
  expect(faultsOf(draft)).toEqual([]);
  expect(sumOf(draft)).toBeGreaterThan(0);
  for (const { title, levels } of draft.criteria)
    for (const text of [title, ...levels.map((l) => l.title)]) expect(text).toMatch(/^[A-Z]/);
});

test('levels of a criterion differ in name and in points', () => {
  const editing = new Editing(templateOf('partial', t));
  editing.changeLevel('c1', 'l2', { title: ' correct ' });
  editing.changeLevel('c1', 'l3', { points: '0,0' });
  expect(editing.faults.value.map(({ key, level }) => [key, level])).toEqual([
    ['faultSameTitle', 3],
    ['faultSamePoints', 3],
  ]);
});

test.each([
  ['no criterion', EMPTY, 'faultNoCriteria'],
  ['a criterion without a title', readRubric({ criteria: [{ ...RUBRIC.criteria[0], title: ' ' }] }), 'faultNoTitle'],
  [
    'one level',
    readRubric({ criteria: [{ id: 'c', title: 'C', levels: [{ title: 'L', points: 1 }] }] }),
    'faultFewLevels',
  ],
  ['a maximum of 0', { ...readRubric(RUBRIC), points: '0' }, 'faultMax'],
])('%s is a fault', (_name, draft, key) => expect(faultsOf(draft).map((fault) => fault.key)).toEqual([key]));

test('levels that give nothing at all are a fault', () => {
  const draft = readRubric({
    criteria: [
      {
        id: 'c',
        title: 'C',
        levels: [
          { id: 'a', title: 'A', points: 0 },
          { id: 'b', title: 'B', points: 0 },
        ],
      },
    ],
  });
  expect(faultsOf(draft).map(({ key }) => key)).toEqual(['faultSamePoints']);
});

test.each([
  ['2', 2],
  ['2,5', 2.5],
  ['٣', 3],
  ['.5', 0.5],
  ['-1', null],
  ['1.23456', null],
  ['', null],
])('%s is so many points', (typed, points) => expect(pointsOf(typed)).toBe(points));

test('criteria and levels move by one place, and stay at the ends', () => {
  const editing = new Editing(templateOf('analytic', t));
  expect(editing.moveCriterion('c1', -1)).toBeNull();
  expect(editing.moveCriterion('c1', 1)).toBe(2);
  expect(editing.draft.value.criteria.map(({ id }) => id)).toEqual(['c2', 'c1', 'c3', 'c4']);
  expect(editing.moveLevel('c1', 'l4', 1)).toBeNull();
  expect(editing.moveLevel('c1', 'l4', -1)).toBe(3);
  const moved = editing.draft.value.criteria[1];
  expect(moved && isUnordered(moved)).toBe(true);
  editing.sortLevels('c1');
  expect(editing.draft.value.criteria[1]?.levels.map(({ id }) => id)).toEqual(['l1', 'l2', 'l3', 'l4']);
});

test('a new level gives one point more than the best', () => {
  const editing = new Editing(templateOf('partial', t));
  expect(editing.addLevel('c1')).toBe('l4');
  expect(editing.draft.value.criteria[0]?.levels.map(({ points }) => points)).toEqual(['0', '1', '2', '3']);
});

test('whatever is added, moved and removed, IDs stay unique and the rubric can be read again', () => {
  const step = fc.record({ kind: fc.nat(5), criterion: fc.nat(4), level: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const editing = new Editing(EMPTY);
      for (const { kind, criterion, level } of steps) {
        const { criteria } = editing.draft.value;
        const at = criteria[criterion % Math.max(1, criteria.length)];
        const in_ = at?.levels[level % Math.max(1, at.levels.length)];
        if (kind === 0 || !at) editing.addCriterion(TITLES);
        else if (kind === 1) editing.addLevel(at.id);
        else if (kind === 2) editing.moveCriterion(at.id, level % 2 === 0 ? 1 : -1);
        else if (kind === 3) editing.removeCriterion(at.id);
        else if (kind === 4 && in_) editing.removeLevel(at.id, in_.id);
        else if (in_) editing.moveLevel(at.id, in_.id, level % 2 === 0 ? 1 : -1);
      }
      const { criteria } = editing.draft.value;
      expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
      for (const { levels } of criteria) expect(new Set(levels.map(({ id }) => id)).size).toBe(levels.length);
      expect(rubricOf(readRubric(rubricOf(editing.draft.value)))).toEqual(rubricOf(editing.draft.value));
    }),
  );
  expect(freshId([{ id: 'c2' }], 'c')).toBe('c3');
});
