// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { question } from '../../src/player/test/doubles';
import { change, showAssessment, showResult } from '../../src/player/test/question';
import type_ from './assessment';
import DateField from './DateField';
import DateYearResult from './results';

const full = { dateType: 'full-date' };

const year = (root: HTMLElement) => root.querySelector<HTMLInputElement>('[id$=year]');
const fault = (root: HTMLElement) => root.querySelector('[role=status]')?.textContent?.trim();

describe('a year', () => {
  const asked = { dateType: 'year' };

  test('is told as it is typed, in the digits of the wire', () => {
    const { root, onChange } = showAssessment(DateField, null, asked);
    change(root.querySelector('input'), { value: '١٩' }, 'input');
    expect(onChange).toHaveBeenLastCalledWith('19');
  });

  test('keeps the digits that the student typed in its field', () => {
    const { root, draw } = showAssessment(DateField, null, asked);
    change(root.querySelector('input'), { value: '١٩' }, 'input');
    draw('19');
    expect(root.querySelector('input')?.value).toBe('١٩');
  });

  test('shows another value from outside', () => {
    const { root, draw } = showAssessment(DateField, null, asked);
    change(root.querySelector('input'), { value: '19' }, 'input');
    draw('1848');
    expect(root.querySelector('input')?.value).toBe('1848');
  });

  test('that is emptied is no answer', () => {
    const { root, onChange } = showAssessment(DateField, '1925', asked);
    change(root.querySelector('input'), { value: '' }, 'input');
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  test.each([
    ['1925', true],
    ['-44', true],
    ['about 1925', false],
  ])('%j counts as answered: %j', (value, expected) => {
    expect(type_.isAnswered?.(value, question('q_1', 'date-year', asked))).toBe(expected);
  });

  test('closed can be read and not changed', () => {
    const { root } = showAssessment(DateField, '1925', asked, { disabled: true });
    expect(root.querySelector('input')?.readOnly).toBe(true);
  });
});

test('a date is told field by field, and nothing of it is lost before it is complete', () => {
  const { root, onChange } = showAssessment(DateField, null, full);
  change(root.querySelector('[id$=day]'), { value: '31' }, 'input');
  change(root.querySelector('[id$=year]'), { value: '1925' }, 'input');
  change(root.querySelector('select'), { value: '12' }, 'change');
  expect(onChange.mock.calls.map(([value]) => value)).toEqual(['--31', '1925--31', '1925-12-31']);
});

test('a stored date stands in its fields', () => {
  const { root } = showAssessment(DateField, '1925-12-31', full);
  expect([...root.querySelectorAll<HTMLInputElement>('input, select')].map((field) => field.value)).toEqual([
    '12',
    '31',
    '1925',
  ]);
});

test('another value from outside replaces what stands there', () => {
  const { root, draw } = showAssessment(DateField, '1925-12-31', full);
  draw('1900-01-02');
  expect(root.querySelector<HTMLInputElement>('[id$=year]')?.value).toBe('1900');
});

test('what was typed stays as it was typed', () => {
  const { root, draw } = showAssessment(DateField, null, full);
  change(year(root), { value: 'c. ١٩' }, 'input');
  draw('c. 19--');
  expect(year(root)?.value).toBe('c. ١٩');
});

test('a day that there is not is said', () => {
  const { root } = showAssessment(DateField, '1925-02-31', full);
  expect(fault(root)).toBe('noSuchDate');
});

test('a year that is still being typed is not called wrong', () => {
  const { root } = showAssessment(DateField, '-02-29', full);
  change(year(root), { value: '202' }, 'input');
  expect(fault(root)).toBe('');
});

test('a wrong date is said as soon as its year has four digits', () => {
  const { root } = showAssessment(DateField, '-02-29', full);
  change(year(root), { value: '2023' }, 'input');
  expect(fault(root)).toBe('noSuchDate');
});

test('a wrong date in an early year is said when its field is left', () => {
  const { root } = showAssessment(DateField, '-02-29', full);
  change(year(root), { value: '202' }, 'input');
  change(year(root), {}, 'blur');
  expect(fault(root)).toBe('noSuchDate');
});

test('closed it can be read and not changed', () => {
  const { root } = showAssessment(DateField, '1925-12-31', full, { disabled: true });
  expect(root.querySelector<HTMLInputElement>('[id$=year]')?.readOnly).toBe(true);
  expect(root.querySelector<HTMLSelectElement>('select')?.disabled).toBe(true);
});

test('only a whole date counts as answered', () => {
  const asked = question('q_1', 'date-year', full);
  expect(type_.isAnswered?.('1925--31', asked)).toBe(false);
  expect(type_.isAnswered?.('1925-12-31', asked)).toBe(true);
});

test.each([
  ['1925-12-31', 'December 31, 1925'],
  ['1925--31', '1925--31'],
])('the result of %s is %s', (value, shown) => {
  expect(showResult(DateYearResult, value, full).textContent).toBe(shown);
});

test('the result of a year is the year', () => {
  expect(showResult(DateYearResult, '-44', { dateType: 'year' }).textContent).toBe('-44');
});
