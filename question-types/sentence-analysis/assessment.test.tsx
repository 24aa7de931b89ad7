// @vitest-environment happy-dom
import type { AnswerValue } from '@examlet/player';
import { describe, expect, test } from 'vitest';
import { question } from '../../src/player/test/doubles';
import { key, press, showLive } from '../../src/player/test/live';
import { showResult } from '../../src/player/test/question';
import type from './assessment';
import SentenceAnalysisResult from './results';
import SentenceEditor from './SentenceEditor';

const settings = {
  sentence: 'Gisteren liep de hond weg.',
  tokens: ['Gisteren', 'liep', 'de', 'hond', 'weg'],
  enabledLabels: ['OND', 'WG', 'BWB', 'Anders'],
  requirePersoonsvorm: true,
};
const IMMEDIATE = { immediate: true };

function show(value: AnswerValue, more: { disabled?: boolean; settings?: Record<string, unknown> } = {}) {
  const { disabled = false } = more;
  const shown = showLive(SentenceEditor, value, { ...settings, ...more.settings }, { disabled });
  const { root } = shown;
  const words = () => [...root.querySelectorAll<HTMLElement>('[data-word]')];
  const labels = () => [...root.querySelectorAll<HTMLElement>('.sentence-analysis-labels button')];
  return {
    ...shown,
    words,
    tap: (word: number) => press(words()[word]),
    label: (name: string) => labels().find((button) => button.textContent?.startsWith(name)),
    selected: () => words().flatMap((word, at) => (word.getAttribute('aria-pressed') === 'true' ? [at] : [])),
    parts: () => [...root.querySelectorAll('.sentence-analysis-parts li')].map((part) => part.textContent),
  };
}

describe('with taps', () => {
  test('the first word, the last word and a label make a part', () => {
    const { tap, label, onChange } = show(null);
    tap(2);
    tap(3);
    press(label('OND'));
    expect(onChange.mock.calls).toEqual([[['2-3:OND'], IMMEDIATE]]);
  });

  test('the last word may come first', () => {
    const { tap, selected } = show(null);
    tap(3);
    tap(1);
    expect(selected()).toEqual([1, 2, 3]);
  });

  test('the same word twice is one word', () => {
    const { tap, selected } = show(null);
    tap(1);
    tap(1);
    expect(selected()).toEqual([1]);
  });

  test('after two words the next one begins anew', () => {
    const { tap, selected } = show(null);
    tap(0);
    tap(1);
    tap(4);
    expect(selected()).toEqual([4]);
  });

  test('the finite verb is marked over the parts', () => {
    const { tap, label, onChange } = show(['1-1:WG']);
    tap(1);
    press(label('finiteVerb'));
    expect(onChange).toHaveBeenLastCalledWith(['1-1:WG', 'PV:1-1'], IMMEDIATE);
  });

  test('a label without words says what comes first', () => {
    const { label, root, onChange } = show(null);
    press(label('OND'));
    expect(onChange).not.toHaveBeenCalled();
    expect(root.querySelector('[role=status]')?.textContent).toBe('selectFirst');
  });
});

describe('with keys', () => {
  test('one word takes the focus, and the arrows go on from it', () => {
    const { words } = show(null);
    expect(words().map((word) => word.tabIndex)).toEqual([0, -1, -1, -1, -1]);
    words()[0]?.focus();
    key('ArrowRight');
    expect(document.activeElement).toBe(words()[1]);
    key('End');
    expect(document.activeElement).toBe(words()[4]);
  });

  test('Shift and an arrow take in the next word', () => {
    const { words, selected } = show(null);
    words()[2]?.focus();
    key('ArrowRight', true);
    key('ArrowRight', true);
    key('ArrowLeft', true);
    expect(selected()).toEqual([2, 3]);
  });

  test('where the sentence runs from right to left the arrows do too', () => {
    const { words, root } = show(null);
    root.style.direction = 'rtl';
    for (const word of words()) word.style.direction = 'rtl';
    words()[2]?.focus();
    key('ArrowLeft', true);
    expect(document.activeElement).toBe(words()[3]);
  });

  test('Escape selects nothing', () => {
    const { tap, selected } = show(null);
    tap(2);
    key('Escape');
    expect(selected()).toEqual([]);
  });

  test('after a label the focus is on the part', () => {
    const { tap, label, words } = show(null);
    tap(2);
    tap(3);
    press(label('OND'));
    expect(document.activeElement).toBe(words()[2]);
  });
});

describe('a part that is marked', () => {
  test('stands in a list with its words, its label and what that means', () => {
    const { parts } = show(['0-0:BWB', '2-3:Anders']);
    expect(parts()).toEqual(['Gisteren: BWB bijwoordelijke bepaling✕', 'de hond: Anders✕']);
  });

  test('is said at each of its words', () => {
    const { words } = show(['2-3:OND', 'PV:3-3']);
    const hidden = (word: number) => words()[word]?.querySelector('.visually-hidden')?.textContent;
    expect([hidden(1), hidden(2), hidden(3)]).toEqual(['', ', OND', ', OND, finiteVerb']);
  });

  test('is called something else', () => {
    const { root, label, onChange } = show(['2-3:OND']);
    press(root.querySelector<HTMLElement>('.sentence-analysis-parts button'));
    expect(label('OND')?.getAttribute('aria-pressed')).toBe('true');
    press(label('BWB'));
    expect(onChange).toHaveBeenLastCalledWith(['2-3:BWB'], IMMEDIATE);
  });

  test('is removed, and the focus goes to its words', () => {
    const { root, words, onChange } = show(['2-3:OND']);
    press(root.querySelector<HTMLElement>('[aria-label=remove]'));
    expect(onChange).toHaveBeenLastCalledWith(null, IMMEDIATE);
    expect(document.activeElement).toBe(words()[2]);
  });
});

test('the finite verb is asked for only where the author wants it', () => {
  const { label } = show(null, { settings: { requirePersoonsvorm: false } });
  expect(label('finiteVerb')).toBeUndefined();
});

test('a value from outside is shown', () => {
  const { draw, parts } = show(['0-0:BWB']);
  draw(['2-3:OND']);
  expect(parts()).toEqual(['de hond: OND onderwerp✕']);
});

test('closed, it can be read and not be changed', () => {
  const { tap, selected, parts, label } = show(['2-3:OND'], { disabled: true });
  tap(0);
  expect(selected()).toEqual([]);
  expect(parts()).toEqual(['de hond: OND onderwerp']);
  expect(label('OND')).toBeUndefined();
});

test('it is answered with a part, and with the finite verb where it is asked for', () => {
  const isAnswered = (value: AnswerValue, requirePersoonsvorm: boolean) =>
    type.isAnswered?.(value, question('q_1', 'sentence-analysis', { ...settings, requirePersoonsvorm }));
  expect([isAnswered(null, false), isAnswered(['PV:1-1'], true)]).toEqual([false, false]);
  expect([isAnswered(['1-1:WG'], false), isAnswered(['1-1:WG'], true)]).toEqual([true, false]);
  expect(isAnswered(['1-1:WG', 'PV:1-1'], true)).toBe(true);
});

test('the result is a list of the parts and the finite verb', () => {
  const root = showResult(SentenceAnalysisResult, ['2-3:OND', 'PV:1-1'], settings);
  expect([...root.querySelectorAll('li')].map((item) => item.textContent)).toEqual([
    'de hond: OND onderwerp',
    'liep: finiteVerb',
  ]);
});
