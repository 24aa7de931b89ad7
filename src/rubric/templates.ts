import type { Translate } from '../player/page/texts';
import { type Draft, EMPTY } from './rubric';

/** The levels of a criterion by the keys of their titles, from the fewest points. */
type Levels = readonly (readonly [title: string, points: number])[];

const FOUR: Levels = [
  ['levelMissing', 0],
  ['levelBegun', 1],
  ['levelGood', 2],
  ['levelExcellent', 3],
];

export const TEMPLATES = ['analytic', 'holistic', 'correct', 'partial'] as const;
export type Template = (typeof TEMPLATES)[number];

const CRITERIA: Readonly<Record<Template, readonly (readonly [title: string, levels: Levels])[]>> = {
  analytic: [
    ['criterionContent', FOUR],
    ['criterionStructure', FOUR],
    ['criterionLanguage', FOUR],
    ['criterionSources', FOUR.slice(0, 3)],
  ],
  holistic: [
    [
      'criterionWhole',
      [
        ['levelMissing', 0],
        ['levelBegun', 2],
        ['levelEnough', 5],
        ['levelGood', 8],
        ['levelExcellent', 10],
      ],
    ],
  ],
  correct: [
    [
      'criterionAnswer',
      [
        ['levelIncorrect', 0],
        ['levelCorrect', 1],
      ],
    ],
  ],
  partial: [
    [
      'criterionAnswer',
      [
        ['levelIncorrect', 0],
        ['levelPartly', 1],
        ['levelCorrect', 2],
      ],
    ],
  ],
};

/** A rubric to start from, in the page's language. */
export function templateOf(template: Template, t: Translate): Draft {
  return {
    ...EMPTY,
    rubricType: template === 'analytic' ? 'analytical' : 'holistic',
    criteria: CRITERIA[template].map(([title, levels], index) => ({
      id: `c${index + 1}`,
      title: t(title),
      description: '',
      levels: levels.map(([name, points], at) => ({
        id: `l${at + 1}`,
        title: t(name),
        description: '',
        points: String(points),
        rest: {},
      })),
      rest: {},
    })),
  };
}
