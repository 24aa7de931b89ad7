// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { editedHtml, htmlOfText, textOfHtml } from '../staff/plain-html';
import { readPoints, saysTheSame, sumOf, typedOn } from './judgement';
import { CRITERIA } from './test-server';
import { scrolledTo, spanOf } from './windowing';

test.each([
  ['', { kind: 'none' }],
  ['3', { kind: 'points', points: 3 }],
  ['12', { kind: 'points', points: 12 }],
  ['2,5', { kind: 'points', points: 2.5 }],
  ['.5', { kind: 'points', points: 0.5 }],
  ['٢٫٥', { kind: 'points', points: 2.5 }],
  ['3.', { kind: 'points', points: 3 }],
  ['1.23456', { kind: 'unreadable' }],
  ['-1', { kind: 'unreadable' }],
  ['1e3', { kind: 'unreadable' }],
  ['two', { kind: 'unreadable' }],
])('%s is read as points', (typed, read) => expect(readPoints(typed)).toEqual(read));

test.each([
  ['', '1', 20, '1'],
  ['1', '2', 20, '12'],
  ['1', '2', 5, '2'],
  ['2', '.', 5, '2.'],
  ['2.', '5', 5, '2.5'],
  ['2.5', '.', 5, '0.'],
  ['', '.', 5, '0.'],
])('after %s the key %s of at most %i gives %s', (before, key, max, typed) =>
  expect(typedOn(before, key, max)).toBe(typed),
);

test('levels give points once every criterion has one', () => {
  expect(sumOf({ c1: 'l2' }, CRITERIA, 5)).toBeNull();
  expect(sumOf({ c1: 'l2', c2: 'm2' }, CRITERIA, 5)).toBe(3);
});

test('the best levels give the maximum, however their points were rounded', () => {
  const levels = [
    { id: 'no', title: 'No', points: 0 },
    { id: 'yes', title: 'Yes', points: 0.3333 },
  ];
  const thirds = ['a', 'b', 'c'].map((id) => ({ id, title: id, levels }));
  expect(sumOf({ a: 'yes', b: 'yes', c: 'yes' }, thirds, 1)).toBe(1);
  expect(sumOf({ a: 'yes', b: 'yes', c: 'no' }, thirds, 1)).toBe(0.6667);
});

test('no comment and an empty one say the same; other levels do not', () => {
  const a = { points: 1, levels: null, comment: null };
  expect(saysTheSame(a, { ...a, comment: '' })).toBe(true);
  expect(saysTheSame(a, { ...a, levels: { c1: 'l1' } })).toBe(false);
  expect(saysTheSame(null, a)).toBe(false);
});

describe('a comment', () => {
  test('becomes paragraphs and line breaks, and nothing of it is HTML', () => {
    expect(htmlOfText('Good <b>work</b> & more\nsecond line\n\n\nNext')).toBe(
      '<p>Good &lt;b&gt;work&lt;/b&gt; &amp; more<br>second line</p><p>Next</p>',
    );
    expect(htmlOfText(' \n ')).toBeNull();
  });

  test('comes back as it was typed', () => {
    for (const text of ['One', 'One\ntwo', 'One\n\ntwo\nthree', 'a < b & c'])
      expect(textOfHtml(htmlOfText(text))).toBe(text);
  });

  test('keeps its emphasis until its words change', () => {
    const html = '<p>Very <strong>good</strong></p><ul><li>a</li><li>b</li></ul>';
    expect(editedHtml(textOfHtml(html), html)).toBe(html);
    expect(editedHtml('Very good!', html)).toBe('<p>Very good!</p>');
  });
});

test('of 400 rows only those in sight are drawn', () => {
  expect(spanOf(0, 520, 52, 400)).toEqual({ first: 0, end: 18 });
  expect(spanOf(10_400, 520, 52, 400)).toEqual({ first: 192, end: 218 });
  expect(spanOf(0, 520, 52, 3)).toEqual({ first: 0, end: 3 });
});

test('a row is brought into sight by the shortest way', () => {
  expect(scrolledTo(0, 520, 520, 52)).toBe(0);
  expect(scrolledTo(30, 0, 520, 52)).toBe(1092);
  expect(scrolledTo(3, 0, 520, 52)).toBe(0);
});
