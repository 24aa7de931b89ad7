import { expect, test } from 'vitest';
import { rulesOf } from './shadow-styles';

test('a style is read rule by rule', () => {
  const css =
    ':host { color: red } /* { */ .a, .b { top: 0; } @media print { .a { top: 1px } .b { top: 2px } } ' +
    '@keyframes c { to { top: 0 } }';
  expect(rulesOf(css)).toEqual([
    ':host { color: red }',
    '.a, .b { top: 0; }',
    '@media print { .a { top: 1px } .b { top: 2px } }',
    '@keyframes c { to { top: 0 } }',
  ]);
});
