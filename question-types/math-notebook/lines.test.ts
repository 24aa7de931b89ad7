import { describe, expect, test } from 'vitest';
import { added, answerOf, changed, linesOf, moved, removed } from './lines';

describe('the lines of a notebook', () => {
  test.each([
    [null, [], ['']],
    [null, ['a', 'b'], ['a', 'b']],
    [['x'], ['a', 'b'], ['x']],
    ['x', [], ['x']],
    [[], ['a'], ['']],
  ])('for %j after %j are %j', (value, initial, lines) => expect(linesOf(value, initial)).toEqual(lines));

  test('that are all empty are no answer', () => {
    expect(answerOf(['', ' '])).toBeNull();
    expect(answerOf(['', 'x'])).toEqual(['', 'x']);
  });

  test('change one at a time', () => expect(changed(['a', 'b'], 1, 'c')).toEqual(['a', 'c']));

  test('get a new one below', () => expect(added(['a', 'b'], 0)).toEqual(['a', '', 'b']));

  test('lose one, but never the last: that is emptied', () => {
    expect(removed(['a', 'b'], 0)).toEqual(['b']);
    expect(removed(['a'], 0)).toEqual(['']);
  });

  test('move up and down, and not out of the notebook', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
});
