import { expect, test } from 'vitest';
import { refusalOf } from './acts';
import { faultsOf, firstEntries, minutesOf, type OpenedAction, reachOf, requestOf } from './draft';
import { Room } from './room';
import { NOW, student, texts } from './test-rows';

const ENTRIES = { minutes: '5', message: 'Hello', reason: 'Fire alarm' };
const room = new Room();
const outage = { minutes: 4, lastFrom: '2026-01-05T09:40:00.000Z', lastUntil: '2026-01-05T09:44:00.000Z' };
room.apply(
  {
    serverNow: '2026-01-05T10:00:00.000Z',
    gone: [],
    rows: [
      student(1, { outage }),
      student(2, { status: 'completed', final: true }),
      student(3, { status: 'not_started', id: 'student:user_3', sessionId: null }),
      student(4, { status: 'paused' }),
    ],
  },
  true,
);
const opened = (action: OpenedAction['action'], more: Partial<OpenedAction> = {}): OpenedAction => ({
  kind: 'action',
  action,
  keys: ['user_1', 'user_2', 'user_3', 'user_4', 'user_gone'],
  ...more,
});

test.each([
  ['extend', ['session_1', 'session_4'], ['whyCompleted', 'whyNotStarted']],
  ['pause', ['session_1'], ['whyCompleted', 'whyNotStarted', 'whyPaused']],
  ['resume', ['session_4'], ['whyNotPaused', 'whyCompleted', 'whyNotStarted']],
  ['reopen', ['session_2'], ['whyNotCompleted', 'whyNotStarted', 'whyNotCompleted']],
  ['hand-in', ['session_1', 'session_4'], ['whyCompleted', 'whyNotStarted']],
] as const)('%s goes to those to whom it can be done, and says why not to the others', (action, can, why) => {
  const reach = reachOf(opened(action), room);
  expect(requestOf(opened(action), reach, ENTRIES).sessions).toEqual(can);
  expect(reach.cannot.map(([, key]) => key)).toEqual(why);
});

test('what is still on its way is not reopened, and no clock is extended where there is none', () => {
  expect(refusalOf('reopen', student(1, { status: 'completed', final: false }))).toBe('whyNotFinal');
  const parts = student(1).deadlineParts;
  expect(refusalOf('extend', student(1, { deadlineParts: parts && { ...parts, timeLimit: null } }))).toBe('whyEndless');
});

test('every action needs a reason; some need minutes or a message', () => {
  const empty = { minutes: '', message: ' ', reason: ' ' };
  expect(faultsOf(opened('pause'), empty)).toEqual({ reason: 'reasonWrong' });
  expect(faultsOf(opened('extend'), empty)).toEqual({ minutes: 'minutesWrong', reason: 'reasonWrong' });
  expect(faultsOf(opened('announce'), empty)).toEqual({ message: 'messageWrong', reason: 'reasonWrong' });
  expect(faultsOf(opened('reopen'), { ...empty, reason: 'x' })).toEqual({});
  expect(faultsOf(opened('reopen'), { ...empty, reason: 'x', minutes: '0' })).toEqual({ minutes: 'minutesWrong' });
});

test('time that is given back has its reason already, and each gets their own minutes', () => {
  const given = opened('extend', { keys: ['user_1'], suggested: true });
  const reach = reachOf(given, room);
  const entries = firstEntries(given, reach, NOW, texts);
  expect(entries.reason).toMatch(/^Contact was lost from \d\d:\d\d to \d\d:\d\d$/);
  expect(requestOf(given, reach, entries)).toEqual({
    action: 'extend',
    sessions: ['session_1'],
    suggested: true,
    reason: entries.reason,
  });
});

test('minutes are read with a point or a comma, and in Arabic digits', () => {
  expect(['5', ' 7.5 ', '7,5', '١٢'].map(minutesOf)).toEqual([5, 7.5, 7.5, 12]);
  expect(['', 'five', '-1', '1e3'].map(minutesOf)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});
