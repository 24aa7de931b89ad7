import { describe, expect, test } from 'vitest';
import { isDate, isYear, partsOf } from './check';
import { asciiDigits, fieldOrder, inWords, isImpossible, joined, monthNames } from './date';

test.each([
  ['١٩٢٥', '1925'],
  ['۱۹۲۵', '1925'],
  ['１９２５', '1925'],
  ['-44', '-44'],
  ['\u2212٤٤', '-44'],
  ['\u200e–۴۴', '-44'],
  ['๑๙๒๕', '1925'],
  ['௧௯௨௫', '1925'],
  ['𝟏𝟗𝟚𝟱', '1925'],
  ['\u202a1925\u202c', '1925'],
  ['\u200b1925\ufeff', '1925'],
  ...['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\ufe58', '\ufe63', '\uff0d'].map((sign) => [
    `${sign}44`,
    '-44',
  ]),
  ['c. 1925', 'c. 1925'],
])('the digits of %j are those of the wire', (typed, sent) => expect(asciiDigits(typed)).toBe(sent));

describe('a full date', () => {
  test.each([
    [{ year: '1925', month: '12', day: '31' }, '1925-12-31'],
    [{ year: '1925', month: '3', day: '1' }, '1925-03-01'],
    [{ year: '800', month: '12', day: '25' }, '0800-12-25'],
    [{ year: '1925', month: '', day: '31' }, '1925--31'],
    [{ year: '', month: '12', day: '' }, '-12-'],
    [{ year: ' ١٩٢٥ ', month: '12', day: '٣١' }, '1925-12-31'],
    [{ year: 'c. 1925', month: '', day: '' }, 'c. 1925--'],
    [{ year: '', month: '', day: '' }, null],
  ])('of %j is %j', (parts, value) => expect(joined(parts)).toBe(value));

  test.each(['1925-12-31', '1925--31', '-12-', '-0044-03-15', '1925--', '1925/26-12-31', '1925-26-12-31'])(
    '%j comes back into its fields',
    (value) => expect(joined(partsOf(value))).toBe(value),
  );

  test('what is no date at all is kept in the year', () =>
    expect(partsOf('in the spring')).toEqual({ year: 'in the spring', month: '', day: '' }));

  test.each([
    ['1925-12-31', true],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1925-02-31', false],
    ['1925-13-01', false],
    ['1925--31', false],
    ['1925', false],
    [null, false],
  ])('%j is a day: %j', (value, expected) => expect(isDate(value)).toBe(expected));

  test('an unfinished one is not called impossible', () =>
    expect(isImpossible({ year: '', month: '02', day: '31' })).toBe(false));

  test('stands in the order of the language', () => {
    expect(fieldOrder('en')).toEqual(['month', 'day', 'year']);
    expect(fieldOrder('nl')).toEqual(['day', 'month', 'year']);
    expect(fieldOrder('en-GB')).toEqual(['day', 'month', 'year']);
  });

  test('is read in words', () => expect(inWords('1925-12-31', 'nl')).toBe('31 december 1925'));
});

test.each([
  ['1925', true],
  [' 7 ', true],
  ['-44', true],
  ['19 25', false],
  ['', false],
])('%j is a year: %j', (text, expected) => expect(isYear(text)).toBe(expected));

test('months have the names of the language', () => expect(monthNames('nl')[2]).toBe('maart'));
