import { describe, expect, test } from 'vitest';
import { entry, isChoice, isRefused, isSending, isWaiting, job, NOW, REST, result, waiting } from '../test/entries';
import { acknowledged, behind, held, unacknowledged } from './after-reply';
import { type EntryState, NO_SETBACKS, type Setbacks } from './entry';
import type { Meaning } from './meaning';

const next = waiting('b', { due: NOW + 700 });

describe('an acknowledgement', () => {
  test.each<[string, EntryState, EntryState]>([
    ['of all that was written ends its way', isSending('a', 3), REST],
    ['of a save that was not waited for any more does too', isWaiting('a', { revision: 3 }), REST],
    ['leaves what was written after it waiting', isSending('a', 3, next), { kind: 'waiting', waiting: next }],
  ])('%s', (_, before, state) => {
    const setbacks = { failures: 2, waits: 1, behind: 1 };
    const { savedAt } = result(3);
    expect(acknowledged(entry(before, { setbacks }), result(3))).toMatchObject({
      state,
      base: { epoch: 1, revision: 3 },
      savedAt,
      setbacks: NO_SETBACKS,
    });
  });

  test('of a version that is behind sends the draft under a higher revision, three times', () => {
    const tried = (times: number) => behind(entry(isSending('a', 3), { setbacks: { ...NO_SETBACKS, behind: times } }));
    expect(tried(2)).toMatchObject({ state: isWaiting('a', { due: 0 }), setbacks: { behind: 3 } });
    expect(tried(3)).toBeNull();
  });

  test('of a version that is behind is one when something newer waits', () => {
    expect(behind(entry(isSending('a', 3, next)))).toBeNull();
  });
});

describe('any other reply', () => {
  const again = isWaiting('a', { revision: 3, due: NOW + 500 });
  test.each<[string, Meaning, EntryState, EntryState, Partial<Setbacks>]>([
    ['is tried again under its revision', failed(), isSending('a', 3), again, { failures: 1 }],
    [
      'lets the newest take its place',
      failed(),
      isSending('a', 3, next),
      { kind: 'waiting', waiting: { ...next, due: NOW + 500 } },
      { failures: 1 },
    ],
    [
      'waits as long as the server asks',
      failed(20_000),
      isSending('a', 3),
      isWaiting('a', { revision: 3, due: NOW + 20_000 }),
      { failures: 1 },
    ],
    [
      'waits for its time without a failure',
      { kind: 'told-to-wait', ms: 8_000 },
      isSending('a', 3),
      isWaiting('a', { revision: 3, due: NOW + 8_000 }),
      { failures: 0, waits: 1 },
    ],
    [
      'fails when its time is far away',
      { kind: 'told-to-wait', ms: 60_000 },
      isSending('a', 3),
      isWaiting('a', { revision: 3, due: NOW + 60_000 }),
      { failures: 1 },
    ],
    [
      'takes the next revision at once',
      { kind: 'revision-taken' },
      isSending('a', 3),
      isWaiting('a', { due: 0 }),
      { failures: 1 },
    ],
    ['refuses it', { kind: 'refused', why: 'rejected' }, isSending('a', 3), isRefused('a', 3), { failures: 0 }],
    [
      'refuses it and lets the newest go',
      { kind: 'refused', why: 'late' },
      isSending('a', 3, next),
      { kind: 'waiting', waiting: { ...next, due: 0 } },
      { failures: 0 },
    ],
    [
      'holds it',
      { kind: 'stopped', refusal: 'paused' },
      isSending('a', 3),
      isWaiting('a', { revision: 3, due: 0 }),
      { failures: 0 },
    ],
  ])('%s', (_, meaning, before, state, setbacks) => {
    expect(unacknowledged(entry(before), meaning, NOW, () => 1)).toMatchObject({ state, setbacks });
  });

  test('that says when the answer is taken is a failure the third time in a row', () => {
    const before = entry(isSending('a', 3), { setbacks: { ...NO_SETBACKS, waits: 2 } });
    const after = unacknowledged(before, { kind: 'told-to-wait', ms: 1_000 }, NOW, () => 1);
    expect(after).toMatchObject({ setbacks: { failures: 1 }, notBefore: NOW + 1_000 });
  });

  test('that the revision is taken waits from the second time on', () => {
    const before = entry(isSending('a', 3), { setbacks: { ...NO_SETBACKS, failures: 1 } });
    const after = unacknowledged(before, { kind: 'revision-taken' }, NOW, () => 1);
    expect(after.state).toEqual(isWaiting('a', { due: NOW + 1_000 }));
  });

  function failed(retryAfterMs = 0): Meaning {
    return { kind: 'failed', retryAfterMs };
  }
});

test.each<[string, EntryState, EntryState]>([
  ['a save that is under way waits with its revision', isSending('a', 3), isWaiting('a', { revision: 3, due: 0 })],
  ['what is newer waits in its place', isSending('a', 3, next), { kind: 'waiting', waiting: { ...next, due: 0 } }],
  ['what was refused stays so', isRefused('a', 3), isRefused('a', 3)],
  ['a choice stays one', isChoice('a', null), isChoice('a', null)],
])('held: %s', (_, before, after) => {
  expect(held(entry(before)).state).toEqual(after);
});

test('a draft that is sent after the end keeps the epoch it was written under', () => {
  const before: EntryState = { kind: 'sending', job: job('a', 3, { afterEnd: 2 }), next: null };
  expect(held(entry(before)).state).toEqual(isWaiting('a', { revision: 3, due: 0, afterEnd: 2 }));
});
