import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { acknowledgement, ok, pageData, problem, question, state, unreachable } from '../test/doubles';
import { at, completion, heardFrom, START, settle, setUp, stream } from '../test/session';

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
});

test('from start to hand-in the host hears each step once', async () => {
  const { session, api, names } = setUp();
  session.begin();
  await session.start();
  session.answers.answer(question('q_1'), 'a', { immediate: true });
  await settle();
  session.moves.review();
  session.handIn.ask();
  await session.handIn.confirm();
  await settle();
  expect(names()).toEqual(['session:ready', 'exam:started', 'started', 'answer:saved', 'completed']);
  expect(session.phase.value).toBe('closed');
  expect(api.handIn).toHaveBeenCalledWith({ epoch: 1, answers: [], revisions: { q_1: 1 } });
});

test('a page that is opened in a pause takes the exam up when it goes on', async () => {
  const { response, say } = stream();
  const paused = state({ status: 'paused', epoch: 2, exam: { ...state().exam, questions: [] } });
  const { session, api } = setUp({ status: 'paused' }, paused);
  api.events.mockResolvedValueOnce(response);
  session.begin();
  await settle();
  expect(session.isPaused.value).toBe(true);
  expect(session.isReadOnly.value).toBe(true);
  expect(session.place.questions.value).toEqual([]);
  api.open.mockResolvedValueOnce(ok(state({ epoch: 3 })));
  say('resumed', {});
  await vi.waitFor(() => expect(session.place.questions.value).toHaveLength(2));
  expect(session.isPaused.value).toBe(false);
});

test('what is written before a pause is delivered after it, under the same epoch', async () => {
  const { response, say } = stream();
  const { session, api } = setUp();
  api.events.mockResolvedValueOnce(response);
  session.begin();
  await session.start();
  api.saveAnswer.mockResolvedValueOnce(problem(409, 'paused'));
  session.answers.answer(question('q_1'), 'a', { immediate: true });
  await vi.waitFor(() => expect(session.isPaused.value).toBe(true));
  say('resumed', {});
  await vi.waitFor(() => expect(session.outbox.undelivered.value).toBe(0));
  expect(api.open).not.toHaveBeenCalled();
  expect(api.saveAnswer.mock.lastCall?.[0]).toMatchObject({ epoch: 1, revision: 1, value: 'a' });
});

test('an announcement stays until the student has read it', async () => {
  const told = { id: 'announcement_1', message: 'Question 3 has a mistake', at: at(0), acknowledgedAt: null };
  const { session, api } = setUp({}, state({ announcements: [told, { ...told, id: 'old', acknowledgedAt: at(0) }] }));
  session.begin();
  await session.start();
  const { announcements } = session;
  expect(announcements.unread.value.map(({ id }) => id)).toEqual(['announcement_1']);
  announcements.acknowledge('announcement_1');
  expect(announcements.unread.value).toEqual([]);
  expect(announcements.read.value.map(({ id }) => id)).toEqual(['announcement_1', 'old']);
  expect(api.acknowledge).toHaveBeenCalledWith('announcement_1');
});

test('a reload opens the session at once and returns to the question, its answer and its flags', async () => {
  const answer = { value: 'a', completed: true, context: null, epoch: 1, revision: 3, savedAt: at(0) };
  const stored = state({ epoch: 2, answers: { q_2: answer }, state: { questionId: 'q_2', flags: ['q_1'] } });
  const { session, api } = setUp({ status: 'in_progress' }, stored);
  session.begin();
  await settle();
  expect(session.place.current.value?.id).toBe('q_2');
  expect([...session.place.flags.value]).toEqual(['q_1']);
  expect(session.answers.progress.value).toEqual({ answered: 1, total: 2 });
  session.answers.answer(question('q_2'), 'b', { immediate: true });
  await settle();
  expect(api.saveAnswer.mock.calls[0]?.[0]).toMatchObject({ epoch: 2, revision: 4, value: 'b' });
});

test('a page that finds the exam completed tells the host and shows the closing page', async () => {
  const { session, names } = setUp({ status: 'completed', completion: completion('time_limit', 0) });
  session.begin();
  await settle();
  expect(names()).toEqual(['session:ready', 'completed']);
  expect(session.phase.value).toBe('closed');
});

test('at the deadline inputs lock, the last text is delivered, and the server’s word closes the exam', async () => {
  const deadline = at(60_000);
  const { session, api, names } = setUp({}, state({ deadline }));
  api.saveAnswer.mockImplementation(async (save) => ok(acknowledgement(save, { deadline, serverNow: at(59_900) })));
  await session.start();
  await vi.advanceTimersByTimeAsync(59_800);
  session.answers.answer(question('q_1'), 'last words');
  api.page.mockResolvedValue(
    pageData({ status: 'completed', serverNow: at(60_500), completion: completion('time_limit', 60_000) }),
  );
  await vi.advanceTimersByTimeAsync(300);
  expect(session.phase.value).toBe('finishing');
  session.answers.answer(question('q_1'), 'too late');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(api.saveAnswer.mock.calls.map(([save]) => save.value)).toEqual(['last words']);
  expect(session.phase.value).toBe('closed');
  expect(names()).toContain('completed');
});

test('answers that fail at the deadline are tried until the grace is over', async () => {
  const { session, api } = setUp({}, state({ deadline: at(60_000) }));
  api.saveAnswer.mockImplementation(async () => unreachable());
  await session.start();
  await vi.advanceTimersByTimeAsync(59_000);
  session.answers.answer(question('q_1'), 'a');
  api.page.mockResolvedValue(
    pageData({ status: 'completed', serverNow: at(60_500), completion: completion('time_limit', 60_000) }),
  );
  await vi.advanceTimersByTimeAsync(25_000);
  expect(session.phase.value).toBe('finishing');
  expect(api.saveAnswer.mock.calls.length).toBeGreaterThan(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(session.phase.value).toBe('closed');
  expect(session.outbox.undelivered.value).toBe(1);
});

test('a deadline that was moved while this page did not hear of it lets the student go on', async () => {
  const { session, api } = setUp({}, state({ deadline: at(60_000) }));
  await session.start();
  api.page.mockResolvedValue(pageData({ status: 'in_progress', serverNow: at(60_500), deadline: at(600_000) }));
  await vi.advanceTimersByTimeAsync(62_000);
  expect(session.phase.value).toBe('exam');
  expect(session.isReadOnly.value).toBe(false);
});

test('warnings come at 10, 5 and 1 minutes, and only when the mark is passed', async () => {
  const { session, names } = setUp({}, state({ deadline: at(7 * 60_000) }));
  await session.start();
  await vi.advanceTimersByTimeAsync(6.5 * 60_000);
  expect(names().filter((name) => name === 'time:warning')).toHaveLength(2);
  expect(session.time.warning.value).toBe(1);
});

test('half of the time is told, of the time to work and not of a pause', async () => {
  const deadlineParts = { pausedTime: 10 };
  const { session, names } = setUp({}, state({ deadline: at(70 * 60_000), deadlineParts }));
  await session.start();
  await vi.advanceTimersByTimeAsync(39.5 * 60_000);
  expect(session.time.warning.value).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(session.time.warning.value).toBe('half');
  expect(names()).not.toContain('time:warning');
});

test('a change of the time is told until it is read, and moves half time', async () => {
  const { session, say } = heardFrom({ deadline: at(20 * 60_000) });
  await session.start();
  say('deadline', { deadline: at(60 * 60_000), serverNow: at(1) });
  await vi.waitFor(() => expect(session.time.change.value).toBeGreaterThan(59.9 * 60_000));
  session.time.changeRead();
  expect(session.time.change.value).toBe('none');
  await vi.advanceTimersByTimeAsync(31 * 60_000);
  expect(session.time.warning.value).toBe('half');
});

test('when the clock of a sandbox moves on, the countdown does at once and its warnings come', async () => {
  const { session, say } = heardFrom({ deadline: at(20 * 60_000) });
  await session.start();
  await vi.advanceTimersByTimeAsync(2_000);
  say('deadline', { deadline: at(20 * 60_000), serverNow: at(15.5 * 60_000) });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(session.time.warning.value).toBe(5);
  expect(session.time.remaining.value).toBeLessThanOrEqual(4.5 * 60_000);
  expect(session.time.change.value).toBe('none');
});

test('a pause is no change of the time to work', async () => {
  const { session, api, say } = heardFrom({ deadline: at(20 * 60_000) });
  await session.start();
  say('paused', {});
  await vi.waitFor(() => expect(session.isPaused.value).toBe(true));
  api.page.mockResolvedValue(pageData({ status: 'in_progress', serverNow: at(60_000), deadline: at(21 * 60_000) }));
  say('resumed', {});
  say('deadline', { deadline: at(21 * 60_000), serverNow: at(60_000) });
  await vi.waitFor(() => expect(session.time.deadline).toBe(START + 21 * 60_000));
  expect(session.time.change.value).toBe('none');
});
