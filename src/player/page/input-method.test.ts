import { expect, test } from 'vitest';
import { isEnter } from './input-method';

const ENTER = { key: 'Enter', isComposing: false, keyCode: 13 };

test('Enter is Enter', () => {
  expect(isEnter(ENTER)).toBe(true);
});

test('another key is not', () => {
  expect(isEnter({ ...ENTER, key: 'a', keyCode: 65 })).toBe(false);
});

test('Enter within a composition is the input method’s', () => {
  expect(isEnter({ ...ENTER, isComposing: true })).toBe(false);
});

test('Enter that ended a composition, as Safari tells of it, is the input method’s', () => {
  expect(isEnter({ ...ENTER, keyCode: 229 })).toBe(false);
});
