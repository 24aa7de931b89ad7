import { describe, expect, test } from 'vitest';
import type { StoredAnswer } from '../server/wire';
import { entry, isChoice, isRefused, isSending, isWaiting, NOW, REST, record, text, waiting } from '../test/entries';
import type { Undelivered } from './draft';
import { type Entry, type EntryState, NO_SETBACKS } from './entry';
import { adopted, choseMine, choseTheirs, found, type OnDisk, over, takeUp } from './taking-up';

const mine: Undelivered = {
  draft: { value: 'mine', completed: true },
  base: { epoch: 1, revision: 4 },
  epoch: 2,
  revision: 5,
};
const stored = (epoch: number, revision: number, value = 'theirs'): StoredAnswer => ({
  value,
  completed: true,
  epoch,
  revision,
  savedAt: '2026-01-05T10:00:00.000Z',
});

test.each([
  ['the server has the same answer', stored(9, 9, 'mine'), 'drop'],
  ['nothing was saved since', stored(1, 4), 'send'],
  ['the same page saved an earlier draft', stored(2, 5), 'send'],
  ['the same page saved a later draft', stored(2, 6), 'drop'],
  ['another page saved something else', stored(3, 1), 'choose'],
  ['an older page got something through', stored(1, 5), 'choose'],
  ['what it was based on is gone', null, 'choose'],
] as const)('when %s', (_, server, expected) => {
  expect(takeUp(mine, server)).toBe(expected);
});

test('the first answer to a question is sent when there is none yet', () => {
  expect(takeUp({ ...mine, base: null }, null)).toBe('send');
});

describe('a page that takes the exam up again', () => {
  const kept = record('kept', { epoch: 2, revision: 5 });
  const theirs = stored(3, 1);
  const due = { due: 0 };

  test.each<[string, Entry, StoredAnswer | null, Partial<OnDisk> & { readonly state: EntryState }]>([
    ['has nothing to do', entry(REST), theirs, { state: REST, disk: 'forget', dropped: [] }],
    ['sends what waits', entry(isWaiting('a')), null, { state: isWaiting('a', due), disk: 'keep', taken: null }],
    ['sends what was under way', entry(isSending('a', 3)), null, { state: isWaiting('a', due), disk: 'keep' }],
    ['sends the newest', entry(isSending('a', 3, waiting('b'))), null, { state: isWaiting('b', due), disk: 'keep' }],
    ['sends what was refused once more', entry(isRefused('a', 3)), null, { state: isWaiting('a', due), disk: 'keep' }],
    [
      'sends what an earlier page kept, and takes its record along',
      entry(REST, { others: [kept] }),
      null,
      { state: isWaiting('kept', due), disk: 'keep', taken: kept },
    ],
    [
      'drops what the server has, and its record',
      entry(REST, { others: [kept] }),
      stored(2, 6, 'kept'),
      { state: REST, disk: 'forget', dropped: [kept] },
    ],
  ])('%s', (_, before, server, { state, ...more }) => {
    const { entry: after, ...rest } = adopted(before, 1, server);
    expect(after.state).toEqual(state);
    expect(rest).toMatchObject(more);
  });

  test('lets the student choose, with what this browser keeps left as it is', () => {
    const { entry: after, disk, dropped } = adopted(entry(isWaiting('a')), 1, theirs);
    expect(after.state).toMatchObject({ kind: 'choice', conflict: { mine: text('a'), theirs, kept: null } });
    expect({ disk, dropped }).toEqual({ disk: 'leave', dropped: [] });
  });

  test('starts anew with its revisions above those of the server, and without setbacks', () => {
    const before = entry(isWaiting('a'), { setbacks: { failures: 3, waits: 2, behind: 1 } });
    const { entry: after } = adopted(before, 2, stored(2, 9, 'b'));
    expect(after).toMatchObject({ revision: 9, base: { epoch: 2, revision: 9 }, setbacks: NO_SETBACKS });
  });

  test('is not asked twice about one record', () => {
    const asked = entry(isChoice('kept', kept));
    expect(found(asked, [kept]).others).toEqual([]);
    expect(found(entry(REST), [kept, record('of another', { questionId: 'q_2' })]).others).toEqual([kept]);
  });
});

describe('a choice', () => {
  const kept = record('kept', { epoch: 2 });
  const at = { now: NOW, writtenAt: 'now', epoch: 4, isImmediate: true };

  test('for what was written here sends it at once, and takes its record along', () => {
    const { entry: after, taken, disk } = choseMine(entry(isChoice('kept', kept)), at);
    expect(after.state).toEqual(isWaiting('kept', { due: 0 }));
    expect({ taken, disk }).toEqual({ taken: kept, disk: 'keep' });
  });

  test.each([
    ['of an earlier page, whose record goes', kept, { dropped: [kept], disk: 'leave' }],
    ['of this page, which is kept no more', null, { dropped: [], disk: 'forget' }],
  ])('for what the server has ends what was written here: %s', (_, record, more) => {
    const after = choseTheirs(entry(isChoice('kept', record)));
    expect(after).toMatchObject({ entry: { state: REST, others: [] }, ...more });
  });

  test('is followed by the next record that says something else', () => {
    const [same, other] = [record('theirs', { epoch: 7 }), record('other', { epoch: 8 })];
    const after = choseTheirs(entry(isChoice('kept', kept), { others: [same, other] }));
    expect(after.dropped).toEqual([kept, same]);
    expect(after.entry.state).toMatchObject({ kind: 'choice', conflict: { mine: text('other'), kept: other } });
  });

  test.each([
    ['of an earlier page', kept, 2],
    ['of this page', null, 1],
  ])('that was not made goes to the teacher at the end, under its own epoch: %s', (_, record, afterEnd) => {
    const { entry: after, taken } = over(entry(isChoice('kept', record)));
    expect(after.state).toEqual(isWaiting('kept', { due: 0, afterEnd }));
    expect(taken).toMatchObject({ draft: text('kept'), epoch: afterEnd });
  });
});
