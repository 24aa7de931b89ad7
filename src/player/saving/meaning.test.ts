import { expect, test } from 'vitest';
import type { Reply } from '../server/api';
import type { SaveResult } from '../server/wire';
import { acknowledgement, ok, problem, unreachable } from '../test/doubles';
import { type Meaning, meaningOf, type SessionRefusal } from './meaning';

const save = { questionId: 'q_1', epoch: 2, revision: 3, value: 'a', completed: true };
const retained = { retained: true };
const refused = (why: 'rejected' | 'locked' | 'late' | 'retained'): Meaning => ({ kind: 'refused', why });
const stopped = (refusal: SessionRefusal): Meaning => ({ kind: 'stopped', refusal });
const failed: Meaning = { kind: 'failed', retryAfterMs: 0 };
const told = (status: number, retryAfterMs: number): Reply<SaveResult> => ({
  ok: false,
  status,
  problem: null,
  retryAfterMs,
});

test.each<[string, Reply<SaveResult>, Meaning, SessionRefusal | null]>([
  ['no answer', unreachable(), failed, null],
  ['an answer to another version', ok(acknowledgement(save, { revision: 2 })), failed, null],
  ['an answer to another question', ok(acknowledgement(save, { questionId: 'q_2' })), failed, null],
  ['400', problem(400, 'invalid-input'), refused('rejected'), null],
  ['404', problem(404, 'not-found'), refused('rejected'), null],
  ['413', problem(413, 'too-large'), refused('rejected'), null],
  ['401', problem(401, 'unauthorized'), failed, null],
  ['408', problem(408, 'too-slow'), failed, null],
  ['500', problem(500, 'defect'), failed, null],
  ['503 with a time', told(503, 7_000), { kind: 'failed', retryAfterMs: 7_000 }, null],
  ['429 with a time', told(429, 7_000), { kind: 'told-to-wait', ms: 7_000 }, null],
  ['429 without one', told(429, 0), failed, null],
  ['409 that this page does not know', problem(409, 'new-in-2030'), failed, null],
  ['a revision that is taken', problem(409, 'revision-conflict'), { kind: 'revision-taken' }, null],
  ['a locked question', problem(409, 'question-locked'), refused('locked'), null],
  ['too late', problem(409, 'late'), refused('late'), 'over'],
  ['too late, kept aside', problem(409, 'late', [], retained), refused('retained'), 'over'],
  ['the end', problem(409, 'session-completed'), refused('late'), 'over'],
  ['another holder', problem(409, 'superseded'), stopped('superseded'), 'superseded'],
  ['another holder, kept aside', problem(409, 'superseded', [], retained), stopped('superseded'), 'superseded'],
  ['a pause', problem(409, 'paused'), stopped('paused'), 'paused'],
  ['access that has ended', problem(410, 'session-revoked'), stopped('ended'), 'ended'],
])('while the exam goes on: %s', (_, reply, meaning, session) => {
  expect(meaningOf(reply, save, false)).toEqual({ meaning, session });
});

test.each(['session-completed', 'superseded', 'late'])(
  'once it is over, %s that is kept aside is for the teacher',
  (name) => {
    expect(meaningOf(problem(409, name, [], retained), save, true).meaning).toEqual(refused('retained'));
  },
);

test('an acknowledgement is one whether the version is the newest or not', () => {
  const result = acknowledgement(save, { applied: false });
  expect(meaningOf(ok(result), save, false).meaning).toEqual({ kind: 'stored', result, tookMs: 0 });
});
