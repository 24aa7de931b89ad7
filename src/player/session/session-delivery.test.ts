import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { acknowledgement, ok, pageData, problem, question, state, unreachable } from '../test/doubles';
import { completion, START, settle, setUp, stream } from '../test/session';

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
});

test('an answer that cannot be delivered for a while is told, and that it arrived in the end', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementation(async () => unreachable());
  session.answers.answer(question('q_1'), 'a', { immediate: true });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(api.presence.mock.calls).toEqual([[1, 1]]);
  api.saveAnswer.mockImplementation(async (save) => ok(acknowledgement(save)));
  await vi.advanceTimersByTimeAsync(40_000);
  expect(api.presence.mock.calls.at(-1)).toEqual([1, 0]);
});

test('saves that arrive are not worth a word about what is unsent', async () => {
  const { session, api } = setUp();
  await session.start();
  for (const value of ['a', 'b', 'c']) {
    session.answers.answer(question('q_1'), value, { immediate: true });
    await vi.advanceTimersByTimeAsync(7_000);
  }
  expect(api.presence).not.toHaveBeenCalled();
});

test('another device takes over: read-only here, and opening here sends what was not delivered', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementationOnce(async () => problem(409, 'superseded'));
  session.answers.answer(question('q_1'), 'mine', { immediate: true });
  await settle();
  expect(session.isSuperseded.value).toBe(true);
  expect(session.isReadOnly.value).toBe(true);
  api.open.mockImplementation(async () => ok(state({ epoch: 3 })));
  await session.open();
  await settle();
  expect(api.saveAnswer.mock.calls[1]?.[0]).toMatchObject({ epoch: 3, value: 'mine' });
  expect(session.isReadOnly.value).toBe(false);
});

test('a hand-in without connection is tried again, and says what it could not deliver before', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementation(async () => unreachable());
  session.answers.answer(question('q_1'), 'a', { immediate: true });
  await settle();
  api.handIn.mockImplementationOnce(async () => unreachable());
  const handingIn = session.handIn.confirm();
  await settle();
  expect(session.handIn.step.value).toBe('retrying');
  await vi.advanceTimersByTimeAsync(1_000);
  await handingIn;
  expect(api.handIn.mock.calls[1]?.[0]).toEqual({
    epoch: 1,
    answers: [{ questionId: 'q_1', revision: expect.any(Number), value: 'a', completed: true }],
    revisions: { q_1: expect.any(Number) },
  });
  expect(session.phase.value).toBe('closed');
});

test('a hand-in that the server finds incomplete sends the missing answers again', async () => {
  const { session, api } = setUp();
  await session.start();
  session.answers.answer(question('q_1'), 'a', { immediate: true });
  await settle();
  api.handIn.mockImplementationOnce(async () => problem(409, 'answers-missing', ['q_1']));
  await session.handIn.confirm();
  expect(api.handIn.mock.calls[1]?.[0].answers).toEqual([
    { questionId: 'q_1', revision: 1, value: 'a', completed: true },
  ]);
});

test('linear navigation: Next waits for the answer, then asks the server for the question', async () => {
  const exam = pageData().exam;
  if (!exam) throw new Error('a page has an exam');
  const settings = { ...exam.settings, navigation: 'linear' } as const;
  const first = state({
    exam: { id: 'exam_1', name: exam.name, settings, questions: [question('q_1')], nextQuestionId: 'q_2' },
  });
  const { session, api } = setUp({ exam: { ...exam, settings } }, first);
  await session.start();
  const order: string[] = [];
  api.saveAnswer.mockImplementation(async (save) => {
    order.push(`save ${save.questionId}`);
    return ok(acknowledgement(save));
  });
  api.savePlace.mockImplementation(async (place) => {
    order.push(`move to ${place.questionId}`);
    return ok({ questions: [question('q_1'), question('q_2')], nextQuestionId: null });
  });
  session.answers.answer(question('q_1'), 'typed just now');
  await session.moves.next();
  expect(order).toEqual(['save q_1', 'move to q_2']);
  expect(session.place.current.value?.id).toBe('q_2');
  expect(session.place.nextQuestionId.value).toBeNull();
});

test('access that was withdrawn ends the page and keeps nothing waiting', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementation(async () => problem(410, 'session-revoked'));
  session.answers.answer(question('q_1'), 'a', { immediate: true });
  await settle();
  expect(session.phase.value).toBe('ended');
});

test.each([
  ['expired', 'session-expired'],
  ['revoked', 'session-revoked'],
  ['deleted', 'session-revoked'],
] as const)('the start page hears that its link was %s, and the host does', async (reason, by) => {
  const { response, say } = stream();
  const { session, api, heard: posted } = setUp();
  api.events.mockResolvedValueOnce(response);
  session.begin();
  await vi.waitFor(() => expect(api.events).toHaveBeenCalledWith('none', expect.anything()));
  say('revoked', { reason });
  await vi.waitFor(() => expect(session.phase.value).toBe('ended'));
  expect(session.endedBy.value).toBe(by);
  expect(posted.at(-1)).toMatchObject({ name: 'session:ended', data: { reason } });
});

test('whoever has handed in keeps the closing page when access ends, and the host hears of it', async () => {
  const { session, api, heard: posted } = setUp({ status: 'completed', completion: completion('submitted', 0) });
  const { response, say } = stream();
  api.events.mockResolvedValueOnce(response);
  session.begin();
  await vi.waitFor(() => expect(api.events).toHaveBeenCalledWith('none', expect.anything()));
  say('revoked', { reason: 'deleted' });
  await vi.waitFor(() => expect(posted.at(-1)).toMatchObject({ name: 'session:ended', data: { reason: 'deleted' } }));
  expect(session.phase.value).toBe('closed');
});

test('a page whose link had ended before tells the host why', () => {
  const { session, heard: posted } = setUp({ expired: 'session-revoked', endReason: 'deleted' });
  session.begin();
  expect(posted.at(-1)).toMatchObject({ name: 'session:ended', data: { reason: 'deleted' } });
});
