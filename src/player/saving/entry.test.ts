import { describe, expect, test } from 'vitest';
import {
  entry,
  isChoice,
  isRefused,
  isSending,
  isWaiting,
  job,
  NOW,
  REST,
  record,
  text,
  waiting,
} from '../test/entries';
import {
  claimed,
  claimedForHandIn,
  type Entry,
  type EntryState,
  edited,
  handedIn,
  hurried,
  leaving,
  NO_SETBACKS,
} from './entry';

const moment = (isImmediate: boolean) => ({ now: NOW, writtenAt: 'now', epoch: 4, isImmediate });
const write = (before: Entry, isImmediate = false) => edited(before, text('new'), moment(isImmediate));
const failing = { setbacks: { ...NO_SETBACKS, failures: 2 } };
const typed = (due: number, since: number) => waiting('new', { due, since });

describe('what is written', () => {
  test.each<[string, EntryState, boolean, EntryState]>([
    ['at rest waits for a pause in typing', REST, false, { kind: 'waiting', waiting: typed(NOW + 800, NOW) }],
    ['at once as a choice is due', REST, true, { kind: 'waiting', waiting: waiting('new', { due: 0 }) }],
    [
      'over what waits puts the pause off',
      isWaiting('old', { due: NOW + 100, since: NOW - 700 }),
      false,
      { kind: 'waiting', waiting: typed(NOW + 800, NOW - 700) },
    ],
    [
      'without a pause waits 5 s at most',
      isWaiting('old', { due: NOW + 100, since: NOW - 4_900 }),
      false,
      { kind: 'waiting', waiting: typed(NOW + 100, NOW - 4_900) },
    ],
    ['over what is due stays due', isWaiting('old', { due: 0 }), false, { kind: 'waiting', waiting: typed(0, NOW) }],
    [
      'over what has its revision gets another',
      isWaiting('old', { revision: 3, due: NOW + 9_000 }),
      true,
      { kind: 'waiting', waiting: waiting('new', { due: 0 }) },
    ],
    [
      'during a save waits behind it',
      isSending('old', 3),
      true,
      { kind: 'sending', job: job('old', 3), next: waiting('new', { due: 0 }) },
    ],
    [
      'during a save replaces what waited behind it',
      isSending('old', 3, waiting('older', { due: NOW + 10, since: NOW })),
      false,
      { kind: 'sending', job: job('old', 3), next: typed(NOW + 800, NOW) },
    ],
    ['replaces what was refused', isRefused('old', 3), true, { kind: 'waiting', waiting: waiting('new', { due: 0 }) }],
  ])('%s', (_, before, isImmediate, after) => {
    expect(write(entry(before), isImmediate).state).toEqual(after);
  });

  test('goes with the retry that is on its way, and does not hurry it', () => {
    const after = write(entry(isWaiting('old', { revision: 3, due: NOW + 9_000 }), failing), true);
    expect(after.state).toMatchObject({ kind: 'waiting', waiting: { draft: text('new'), due: NOW + 9_000 } });
  });

  test('before a choice is made becomes its own side, and the record of an earlier page is offered later', () => {
    const kept = record('earlier', { epoch: 2 });
    const after = write(entry(isChoice('earlier', kept)));
    expect(after.others).toEqual([kept]);
    expect(after.state).toMatchObject({
      kind: 'choice',
      conflict: { mine: text('new'), written: { draft: text('new'), base: null, epoch: 4 }, kept: null },
    });
  });

  test('has its time', () => {
    expect(write(entry(REST)).writtenAt).toBe('now');
  });
});

describe('what goes out', () => {
  test.each<[string, EntryState, EntryState, number]>([
    ['nothing at rest', REST, REST, 3],
    ['a draft under the next revision', isWaiting('a'), isSending('a', 4), 4],
    ['a retry under its own', isWaiting('a', { revision: 2 }), isSending('a', 2), 3],
    ['the newest, beside a save of an older one', isSending('a', 3, waiting('b')), isSending('b', 4), 4],
    ['nothing that was refused', isRefused('a', 3), isRefused('a', 3), 3],
    ['nothing that the student has to choose', isChoice('a', null), isChoice('a', null), 3],
  ])('is %s', (_, before, state, revision) => {
    expect(claimed(entry(before), false)).toMatchObject({ state, revision });
  });

  test('is the save that is under way, once more so that it outlives the page', () => {
    expect(claimed(entry(isSending('a', 3)), true).state).toMatchObject({ job: { revision: 3, keepalive: true } });
  });
});

describe('before the page goes', () => {
  const sent = (...states: EntryState[]) => leaving(states.map((state) => entry(state)));

  test('what fits outlives it, and what is too large is sent as ever', () => {
    const large = 'x'.repeat(70_000);
    expect(sent(isWaiting('a'), isWaiting(large)).map(({ state }) => state)).toMatchObject([
      { kind: 'sending', job: { draft: text('a'), keepalive: true } },
      { kind: 'sending', job: { draft: text(large), keepalive: false } },
    ]);
  });

  test('a large save that is under way already is left alone, and so is one that outlives the page', () => {
    const outliving: EntryState = { kind: 'sending', job: job('a', 3, { keepalive: true }), next: null };
    expect(sent(isSending('x'.repeat(70_000), 3), outliving, REST, isRefused('a', 3))).toEqual([]);
  });
});

test.each<[string, EntryState, EntryState]>([
  ['what waits', isWaiting('a', { due: NOW + 9 }), isWaiting('a', { due: 0 })],
  ['what waits behind a save', isSending('a', 3, waiting('b')), isSending('a', 3, waiting('b', { due: 0 }))],
  ['nothing else', isRefused('a', 3), isRefused('a', 3)],
])('hurried: %s is due', (_, before, after) => {
  expect(hurried(entry(before)).state).toEqual(after);
});

describe('a hand-in', () => {
  test.each<[string, EntryState, EntryState]>([
    ['a draft, under the next revision', isWaiting('a'), isWaiting('a', { revision: 4, due: NOW + 15_000 })],
    ['a retry, under its own', isWaiting('a', { revision: 2 }), isWaiting('a', { revision: 2, due: NOW + 15_000 })],
    [
      'what waits behind a save',
      isSending('a', 3, waiting('b')),
      isSending('a', 3, waiting('b', { revision: 4, due: NOW + 15_000 })),
    ],
  ])('carries %s, which goes out by itself when the hand-in was given up', (_, before, after) => {
    expect(claimedForHandIn(entry(before), NOW).state).toEqual(after);
  });

  test.each<[EntryState['kind'], EntryState, EntryState['kind']]>([
    ['waiting', isWaiting('a'), 'rest'],
    ['sending', isSending('a', 3), 'rest'],
    ['refused', isRefused('a', 3), 'refused'],
    ['choice', isChoice('a', null), 'choice'],
  ])('that is done leaves what was %s', (_, before, after) => {
    expect(handedIn(entry(before)).state.kind).toBe(after);
  });
});
