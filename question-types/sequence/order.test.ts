import { describe, expect, test } from 'vitest';
import { landing, moved, orderOf } from './order';

const options = ['c', 'a', 'b'];

describe('the order that is shown', () => {
  test('is the shuffled one before the student has moved anything', () => {
    expect(orderOf(null, options)).toEqual(options);
  });

  test('is the student’s', () => {
    expect(orderOf(['a', 'b', 'c'], options)).toEqual(['a', 'b', 'c']);
  });

  test('has every option once, whatever was stored', () => {
    for (const stored of [['b'], ['b', 'b'], ['x', 'b'], ['b', 'a', 'x', 'c'], 'b']) {
      expect([...orderOf(stored, options)].sort()).toEqual(['a', 'b', 'c']);
    }
  });

  test('begins with what was stored', () => {
    expect(orderOf(['b', 'gone'], options)).toEqual(['b', 'c', 'a']);
  });
});

describe('moving', () => {
  const five = ['a', 'b', 'c', 'd', 'e'];
  const everyMove = five.flatMap((_, from) => five.map((__, to) => [from, to] as const));

  test('puts the entry where it was sent', () => {
    for (const [from, to] of everyMove) expect(moved(five, from, to)[to]).toBe(five[from]);
  });

  test('leaves the others in their order', () => {
    for (const [from, to] of everyMove)
      expect(moved(five, from, to).filter((each) => each !== five[from])).toEqual(five.filter((_, at) => at !== from));
  });

  test('back is as it was', () => {
    for (const [from, to] of everyMove) expect(moved(moved(five, from, to), to, from)).toEqual(five);
  });
});

describe('a dragged row', () => {
  const boxes = [
    { top: 0, height: 50 },
    { top: 60, height: 200 },
    { top: 270, height: 50 },
  ];

  test('stays where it is when it hardly moves', () => {
    for (const from of [0, 1, 2]) for (const dy of [-5, 0, 5]) expect(landing(boxes, from, dy)).toBe(from);
  });

  test('passes another when its edge passes the middle of that one', () => {
    expect([landing(boxes, 0, 109), landing(boxes, 0, 111)]).toEqual([0, 1]);
    expect([landing(boxes, 2, -109), landing(boxes, 2, -111)]).toEqual([2, 1]);
  });

  test('lands at an end when it is dragged far beyond', () => {
    for (const from of [0, 1, 2]) expect([landing(boxes, from, -9999), landing(boxes, from, 9999)]).toEqual([0, 2]);
  });
});
