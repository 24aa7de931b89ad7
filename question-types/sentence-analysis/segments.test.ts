import { describe, expect, test } from 'vitest';
import { type Analysis, analysisOf, labelled, runOf, shownWords, toValue } from './segments';

const none: Analysis = { segments: [], verb: null };

/** Numbers that are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

function randomAnalysis(next: (below: number) => number, words: number): Analysis {
  let analysis: Analysis = { segments: [], verb: next(2) === 0 ? null : runOf(next(words), next(words)) };
  for (let step = 0; step < 8; step += 1)
    analysis = labelled(analysis, runOf(next(words), next(words)), ['OND', 'LV', 'a:b', null][next(4)] ?? null);
  return analysis;
}

describe('a stored analysis', () => {
  test('has the parts from the first word on, then the finite verb', () => {
    const analysis = labelled(
      labelled({ ...none, verb: { start: 1, end: 1 } }, runOf(3, 2), 'OND'),
      runOf(0, 0),
      'BWB',
    );
    expect(toValue(analysis)).toEqual(['0-0:BWB', '2-3:OND', 'PV:1-1']);
  });

  test('is null when nothing is marked', () => {
    expect(toValue(none)).toBeNull();
  });

  test('is read again as it was written', () => {
    const next = numbers(3);
    for (let round = 0; round < 300; round += 1) {
      const analysis = randomAnalysis(next, 9);
      expect(analysisOf(toValue(analysis), 9)).toEqual(analysis);
    }
  });

  test.each(['0-9:OND', '2-1:OND', 'x-1:OND', '0-0', '0-0:', 'PV:0-9', 'PV:0-0:OND', 'OND', ''])(
    'leaves out what is no part: %s',
    (entry) => {
      expect(analysisOf(['1-2:LV', entry], 5)).toEqual({ segments: [{ start: 1, end: 2, label: 'LV' }], verb: null });
    },
  );

  test('leaves out what overlaps a part before it', () => {
    expect(analysisOf(['0-2:OND', '2-3:LV'], 5).segments).toEqual([{ start: 0, end: 2, label: 'OND' }]);
  });
});

describe('naming a run of words', () => {
  test('never leaves parts that overlap or stand out of order', () => {
    const next = numbers(5);
    for (let round = 0; round < 300; round += 1) {
      const { segments } = randomAnalysis(next, 7);
      segments.forEach((segment, at) => {
        expect(segment.start).toBeGreaterThan(segments[at - 1]?.end ?? -1);
      });
    }
  });

  test('takes the place of every part that it overlaps', () => {
    const before = analysisOf(['0-1:OND', '2-2:WG', '3-4:LV'], 5);
    expect(toValue(labelled(before, runOf(1, 2), 'BWB'))).toEqual(['1-2:BWB', '3-4:LV']);
  });

  test('leaves the finite verb alone', () => {
    expect(labelled({ segments: [], verb: { start: 1, end: 1 } }, runOf(0, 2), 'WG').verb).toEqual({
      start: 1,
      end: 1,
    });
  });

  test('with nothing takes the name away', () => {
    expect(labelled(analysisOf(['0-1:OND'], 5), runOf(0, 1), null)).toEqual(none);
  });
});

describe('the words as they are shown', () => {
  test.each([
    ['De kat, die slaapt.', ['De', 'kat', 'die', 'slaapt'], ['De', 'kat,', 'die', 'slaapt.']],
    ['«Ja» (zei hij) – echt?', ['Ja', 'zei', 'hij', 'echt'], ['«Ja»', '(zei', 'hij) –', 'echt?']],
    [' Hij loopt. ', ['Hij', 'loopt.'], ['Hij', 'loopt.']],
    ['Iets anders', ['Hij', 'loopt'], ['Hij', 'loopt']],
    ['', [], []],
  ])('%s', (sentence, words, shown) => {
    expect(shownWords(sentence, words)).toEqual(shown);
  });
});
