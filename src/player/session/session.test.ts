import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Host } from '../host/host';
import type { ToHost } from '../host/messages';
import { Clock } from '../page/clock';
import type { StudentApi } from '../server/api';
import type { Completion, PageData, State } from '../server/wire';
import { acknowledgement, ok, pageData, problem, question, state, unreachable } from '../test/doubles';
import { Session } from './session';

const START = Date.parse('2026-01-05T10:00:00.000Z');
const at = (ms: number) => new Date(START + ms).toISOString();
const completion = (reason: Completion['completionReason'], ms: number): Completion => ({
  completionReason: reason,
  completedAt: at(ms),
  outputs: { examId: 'exam_1', sessionId: 'session_1', completionReason: reason },
});

function setUp(page: Partial<PageData> = {}, entered: State = state()) {
  const heard: ToHost[] = [];
  const api = {
    start: vi.fn<StudentApi['start']>(async () => ok(entered)),
    open: vi.fn<StudentApi['open']>(async () => ok(entered)),
    saveAnswer: vi.fn<StudentApi['saveAnswer']>(async (save) => ok(acknowledgement(save))),
    result: vi.fn<StudentApi['result']>(),
    savePlace: vi.fn<StudentApi['savePlace']>(async () => ok({})),
    handIn: vi.fn<StudentApi['handIn']>(async () => ok(completion('submitted', 0))),
    versions: vi.fn<StudentApi['versions']>(),
    receipt: vi.fn<StudentApi['receipt']>(),
    acknowledge: vi.fn<StudentApi['acknowledge']>(async () => ok({})),
    happened: vi.fn<StudentApi['happened']>(async () => ok({ events: [] })),
    reportFault: vi.fn<StudentApi['reportFault']>(async () => ok({})),
    presence: vi.fn<StudentApi['presence']>(async () => ok({})),
    createFile: vi.fn<StudentApi['createFile']>(),
    appendFile: vi.fn<StudentApi['appendFile']>(),
    readFile: vi.fn<StudentApi['readFile']>(),
    page: vi.fn<StudentApi['page']>(async () => null),
    events: vi.fn<StudentApi['events']>(() => new Promise(() => undefined)),
  };
  const clock = new Clock({ monotonic: () => performance.now(), wall: () => Date.now() });
  clock.sync(at(0));
  const data = pageData(page);
  const host = new Host({ postMessage: (message) => heard.push(message) }, 'https://school.example', () => clock.now());
  const session = new Session(data, api, clock, host);
  const names = () => heard.map((message) => ('status' in message ? message.status : message.name));
  return { session, api, heard, names };
}

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

test('from start to hand-in the host hears each step once', async () => {
  const { session, api, names } = setUp();
  session.begin();
  await session.start();
  session.answer(question('q_1'), 'a', { immediate: true });
  await settle();
  session.review();
  session.handIn.ask();
  await session.handIn.confirm();
  await settle();
  expect(names()).toEqual(['session:ready', 'exam:started', 'started', 'answer:saved', 'completed']);
  expect(session.phase.value).toBe('closed');
  expect(api.handIn).toHaveBeenCalledWith({ epoch: 1, answers: [], revisions: { q_1: 1 } });
});

/** An event stream that says what the test tells it to. */
function stream() {
  let push = (_text: string) => undefined as unknown;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      push = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
  });
  return {
    response: new Response(body),
    say: (name: string, data: object) => push(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
  };
}

function heardFrom(entered: Partial<State>) {
  const { response, say } = stream();
  const all = setUp({}, state(entered));
  all.api.events.mockResolvedValueOnce(response);
  return { ...all, say };
}

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
  session.answer(question('q_1'), 'a', { immediate: true });
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
  expect(session.progress.value).toEqual({ answered: 1, total: 2 });
  session.answer(question('q_2'), 'b', { immediate: true });
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
  session.answer(question('q_1'), 'last words');
  api.page.mockResolvedValue(
    pageData({ status: 'completed', serverNow: at(60_500), completion: completion('time_limit', 60_000) }),
  );
  await vi.advanceTimersByTimeAsync(300);
  expect(session.phase.value).toBe('finishing');
  session.answer(question('q_1'), 'too late');
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
  session.answer(question('q_1'), 'a');
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

test('an answer that cannot be delivered for a while is told, and that it arrived in the end', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementation(async () => unreachable());
  session.answer(question('q_1'), 'a', { immediate: true });
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
    session.answer(question('q_1'), value, { immediate: true });
    await vi.advanceTimersByTimeAsync(7_000);
  }
  expect(api.presence).not.toHaveBeenCalled();
});

test('another device takes over: read-only here, and opening here sends what was not delivered', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementationOnce(async () => problem(409, 'superseded'));
  session.answer(question('q_1'), 'mine', { immediate: true });
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
  session.answer(question('q_1'), 'a', { immediate: true });
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
  session.answer(question('q_1'), 'a', { immediate: true });
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
  session.answer(question('q_1'), 'typed just now');
  await session.next();
  expect(order).toEqual(['save q_1', 'move to q_2']);
  expect(session.place.current.value?.id).toBe('q_2');
  expect(session.place.nextQuestionId.value).toBeNull();
});

test('access that was withdrawn ends the page and keeps nothing waiting', async () => {
  const { session, api } = setUp();
  await session.start();
  api.saveAnswer.mockImplementation(async () => problem(410, 'session-revoked'));
  session.answer(question('q_1'), 'a', { immediate: true });
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
