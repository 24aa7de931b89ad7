// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { question } from '../../src/player/test-doubles';
import { change, showAssessment } from '../../src/player/test-question';
import type_ from './assessment';

const full = { dateType: 'full-date' };

test('a year is told as it is typed, in the digits of the wire', () => {
  const { root, onChange } = showAssessment(type_.Assessment, null, { dateType: 'year' });
  change(root.querySelector('input'), { value: '١٩' }, 'input');
  expect(onChange).toHaveBeenLastCalledWith('19');
});

test('a date is told field by field, and nothing of it is lost before it is complete', () => {
  const { root, onChange } = showAssessment(type_.Assessment, null, full);
  change(root.querySelector('[id$=day]'), { value: '31' }, 'input');
  change(root.querySelector('[id$=year]'), { value: '1925' }, 'input');
  change(root.querySelector('select'), { value: '12' }, 'change');
  expect(onChange.mock.calls.map(([value]) => value)).toEqual(['--31', '1925--31', '1925-12-31']);
});

test('a stored date stands in its fields', () => {
  const { root } = showAssessment(type_.Assessment, '1925-12-31', full);
  expect([...root.querySelectorAll<HTMLInputElement>('input, select')].map((field) => field.value)).toEqual([
    '12',
    '31',
    '1925',
  ]);
});

test('another value from outside replaces what stands there', () => {
  const { root, draw } = showAssessment(type_.Assessment, '1925-12-31', full);
  draw('1900-01-02');
  expect(root.querySelector<HTMLInputElement>('[id$=year]')?.value).toBe('1900');
});

test('a day that there is not is said', () => {
  const { root } = showAssessment(type_.Assessment, '1925-02-31', full);
  expect(root.querySelector('[role=status]')?.textContent).toBe('noSuchDate');
});

test('closed it can be read and not changed', () => {
  const { root } = showAssessment(type_.Assessment, '1925-12-31', full, { disabled: true });
  expect(root.querySelector<HTMLInputElement>('[id$=year]')?.readOnly).toBe(true);
  expect(root.querySelector<HTMLSelectElement>('select')?.disabled).toBe(true);
});

test('only a whole date counts as answered', () => {
  const asked = question('q_1', 'date-year', full);
  expect(type_.isAnswered?.('1925--31', asked)).toBe(false);
  expect(type_.isAnswered?.('1925-12-31', asked)).toBe(true);
});
