import { expect, test } from 'vitest';
import { coveredBy, roomOf, visibleSlice } from './slice';

const seen = { top: 1000, bottom: 1700 };
const slice = (top: number, bottom: number) => visibleSlice(seen, coveredBy({ top, bottom }, seen));

test('what the host says is covered by a keyboard is not to be seen', () => {
  expect(slice(1000, 1400)).toEqual({ top: 1000, bottom: 1400 });
});

test('what the host says is covered by its own bar is not to be seen', () => {
  expect(slice(1060, 1700)).toEqual({ top: 1060, bottom: 1700 });
});

test('a host cannot say that more is to be seen than the browser sees', () => {
  expect(slice(0, 5000)).toEqual(seen);
});

test.each([
  [0, 100],
  [4000, 5000],
  [1000, 1100],
  [1300, 1300],
])('a host that leaves no room for the clock is not followed (%i to %i)', (top, bottom) => {
  expect(slice(top, bottom)).toEqual(seen);
});

test('a word that is a moment late covers nothing', () => {
  expect(slice(1030, 1670)).toEqual(seen);
});

test.each([
  [700, 'full'],
  [400, 'low'],
  [256, 'none'],
])('in %i pixels the bars have the room %s', (height, room) => {
  expect(roomOf(height)).toBe(room);
});
