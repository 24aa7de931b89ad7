import { expect, test } from 'vitest';
import { commandOf, type Place } from './keys';

function press(key: string, more: Partial<KeyboardEvent> = {}, place: Place = 'page', isOn = true, isRtl = false) {
  const event = {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    isComposing: false,
    keyCode: 0,
    ...more,
  };
  const command = commandOf(event, place, isOn, isRtl);
  if (command?.kind === 'type') return `type ${command.key}`;
  return command?.kind === 'level' ? `level ${command.index}` : (command?.kind ?? null);
}

test.each([
  ['7', 'type 7'],
  ['٧', 'type 7'],
  [',', 'type .'],
  ['.', 'type .'],
  ['a', 'level 0'],
  ['C', 'level 2'],
  ['Enter', 'next'],
  ['ArrowRight', 'forward'],
  ['ArrowLeft', 'back'],
  ['u', 'undo'],
  ['x', 'clear'],
  ['m', 'comment'],
  ['r', 'used-comments'],
  ['s', 'same'],
  ['k', 'still-holds'],
  ['?', 'help'],
  ['؟', 'help'],
  ['Backspace', 'erase'],
  ['z', null],
  ['Tab', null],
])('on the page %s is %s', (key, asked) => expect(press(key)).toBe(asked));

test('while a comment is written no key of a single character does anything', () => {
  for (const key of ['1', 'a', 'u', 'x', 'm', '?', '.', 'Backspace', 'ArrowRight', 'Enter'])
    expect(press(key, {}, 'text')).toBeNull();
  expect(press('Escape', {}, 'text')).toBe('leave-field');
  expect(press('Enter', { ctrlKey: true }, 'text')).toBe('next');
  expect(press('Enter', { metaKey: true }, 'text')).toBe('next');
  expect(press('z', { ctrlKey: true }, 'text')).toBeNull();
});

test('in the field for points only Enter and Escape ask for something', () => {
  for (const key of ['1', 'a', 'u', '?', '.', 'Backspace', 'ArrowRight']) expect(press(key, {}, 'points')).toBeNull();
  expect(press('Enter', {}, 'points')).toBe('next');
  expect(press('Escape', {}, 'points')).toBe('leave-field');
});

test('a button keeps its Enter, and an input method its keys', () => {
  expect(press('Enter', {}, 'control')).toBeNull();
  expect(press('1', {}, 'control')).toBe('type 1');
  expect(press('Enter', { isComposing: true })).toBeNull();
  expect(press('1', { altKey: true })).toBeNull();
});

test('turned off, keys of a single character do nothing, and those with Ctrl still do', () => {
  for (const key of ['1', 'a', 'u', '?', 'm']) expect(press(key, {}, 'page', false)).toBeNull();
  expect(press('Enter', {}, 'page', false)).toBe('next');
  expect(press('z', { ctrlKey: true }, 'page', false)).toBe('undo');
});

test('from right to left the arrows go the other way', () => {
  expect(press('ArrowLeft', {}, 'page', true, true)).toBe('forward');
  expect(press('ArrowRight', {}, 'page', true, true)).toBe('back');
});

test('on a keyboard of another script a letter is known by its place', () => {
  expect(press('ش', { code: 'KeyA' })).toBe('level 0');
  expect(press('ع', { code: 'KeyU' })).toBe('undo');
  expect(press('q', { code: 'KeyA' })).toBeNull();
});
