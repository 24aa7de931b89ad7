// @vitest-environment happy-dom
import type { AnswerValue } from '@examlet/player';
import { describe, expect, test } from 'vitest';
import { question } from '../../src/player/test/doubles';
import { key, press, showLive } from '../../src/player/test/live';
import { showResult } from '../../src/player/test/question';
import type from './assessment';
import Matching from './Matching';
import MatchingResult from './results';
import review from './review';

const settings = {
  left: ['fr', 'nl'],
  leftHtml: ['<i>France</i>', 'Netherlands'],
  right: ['ams', 'par', 'ber'],
  rightHtml: ['Amsterdam', '<b>Paris</b>', 'Berlin'],
  layout: 'whatever',
};

function show(value: AnswerValue, disabled = false) {
  const shown = showLive(Matching, value, settings, { disabled });
  const all = (selector: string) => [...shown.root.querySelectorAll<HTMLElement>(selector)];
  return {
    ...shown,
    lefts: () => all('.matching-left'),
    bank: () => all('.matching-bank button'),
    choices: () => all('.matching-choices button'),
  };
}

test('a tap on a right entry and then on a left one pairs them', () => {
  const { bank, lefts, onChange } = show(null);
  press(bank()[1]);
  expect(bank()[1]?.getAttribute('aria-pressed')).toBe('true');
  press(lefts()[0]);
  expect(onChange.mock.calls).toEqual([[['fr = par'], { immediate: true }]]);
});

test('a tap on a left entry and then on a right one pairs them', () => {
  const { bank, lefts, onChange } = show(null);
  press(lefts()[1]);
  press(bank()[0]);
  expect(onChange.mock.calls).toEqual([[['nl = ams'], { immediate: true }]]);
});

test('pairs are told in the order of the left entries', () => {
  const { bank, lefts, onChange } = show(['nl = ams']);
  press(bank()[1]);
  press(lefts()[0]);
  expect(onChange).toHaveBeenLastCalledWith(['fr = par', 'nl = ams'], { immediate: true });
});

describe('with keys', () => {
  test('a left entry opens its choices, and the focus comes back to it', () => {
    const { lefts, choices, onChange } = show(null);
    press(lefts()[0]);
    expect(document.activeElement).toBe(choices()[0]);
    key('ArrowDown');
    expect(document.activeElement).toBe(choices()[1]);
    press(choices()[1]);
    expect(onChange).toHaveBeenLastCalledWith(['fr = par'], { immediate: true });
    expect(document.activeElement).toBe(lefts()[0]);
  });

  test('Escape closes the choices and changes nothing', () => {
    const { lefts, choices, onChange } = show(null);
    press(lefts()[0]);
    key('Escape');
    expect(choices()).toHaveLength(0);
    expect(document.activeElement).toBe(lefts()[0]);
    expect(onChange).not.toHaveBeenCalled();
  });

  test('Escape puts down what was picked up', () => {
    const { bank } = show(null);
    press(bank()[0]);
    key('Escape');
    expect(bank()[0]?.getAttribute('aria-pressed')).toBe('false');
  });
});

test('a pair is taken back, and the focus stays with its left entry', () => {
  const { root, lefts, onChange } = show(['fr = par', 'nl = ams']);
  press(root.querySelector<HTMLElement>('[aria-label=takeBack]'));
  expect(onChange).toHaveBeenLastCalledWith(['nl = ams'], { immediate: true });
  expect(document.activeElement).toBe(lefts()[0]);
});

test('without a pair there is no answer', () => {
  const { root, onChange } = show(['fr = par']);
  press(root.querySelector<HTMLElement>('[aria-label=takeBack]'));
  expect(onChange).toHaveBeenLastCalledWith(null, { immediate: true });
});

test('each left entry says in words what it is matched with', () => {
  const { lefts } = show(['fr = par']);
  expect(lefts()[0]?.textContent).toBe('France: matchedWith Paris');
  expect(lefts()[1]?.textContent).toContain('Netherlands: matchedWithNothing');
});

test('what is used already says so in words, and can be used again', () => {
  const { bank, lefts, onChange } = show(['fr = par']);
  expect(bank().map((entry) => entry.textContent?.includes('used'))).toEqual([false, true, false]);
  press(bank()[1]);
  press(lefts()[1]);
  expect(onChange).toHaveBeenLastCalledWith(['fr = par', 'nl = par'], { immediate: true });
});

test('a value from outside is shown', () => {
  const { draw, lefts } = show(null);
  draw(['nl = ber']);
  expect(lefts()[1]?.textContent).toBe('Netherlands: matchedWith Berlin');
});

test('a stored value that cannot be read is left alone until the student changes something', () => {
  const { bank, lefts, onChange } = show(['fr = London']);
  expect(onChange).not.toHaveBeenCalled();
  press(bank()[0]);
  press(lefts()[1]);
  expect(onChange).toHaveBeenLastCalledWith(['nl = ams'], { immediate: true });
});

test('closed, it can be read and not be changed', () => {
  const { root, lefts, choices } = show(['fr = par'], true);
  press(lefts()[0]);
  expect(choices()).toHaveLength(0);
  expect(root.querySelector('.matching-bank')).toBeNull();
  expect(lefts()[0]?.textContent).toBe('France: matchedWith Paris');
});

test('it is answered when every left entry has a right one', () => {
  const isAnswered = (value: AnswerValue) => type.isAnswered?.(value, question('q_1', 'matching', settings));
  expect([null, ['fr = par'], ['fr = par', 'nl = par']].map(isAnswered)).toEqual([false, false, true]);
});

test('that nothing belongs together is an answer, and can be taken back', () => {
  const { root, onChange } = show(null);
  const button = () => root.querySelector<HTMLButtonElement>('.nothing-applies');
  press(button());
  expect(onChange).toHaveBeenLastCalledWith([], { immediate: true });
  expect(button()?.getAttribute('aria-pressed')).toBe('true');
  press(button());
  expect(onChange).toHaveBeenLastCalledWith(null, { immediate: true });
  expect(type.isAnswered?.([], question('q_1', 'matching', settings))).toBe(true);
  expect(review.inWords?.([], question('q_1', 'matching', settings), (key) => key, 'en')).toBe('nothingTogether');
  expect(review.missing?.([], question('q_1', 'matching', settings), (key) => key, 'en')).toBe('');
  expect(showResult(MatchingResult, [], settings).textContent).toBe('nothingTogether');
});

test('the result is a list of pairs', () => {
  const root = showResult(MatchingResult, ['fr = par'], settings);
  expect([...root.querySelectorAll('li')].map((item) => item.textContent)).toEqual([
    'France: Paris',
    'Netherlands: matchedWithNothing',
  ]);
});
