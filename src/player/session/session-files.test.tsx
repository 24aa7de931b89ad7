// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Host } from '../host/host';
import english from '../locales/en.json';
import { Clock } from '../page/clock';
import { createTexts } from '../page/texts';
import type { StudentApi } from '../server/api';
import type { Completion, State } from '../server/wire';
import { acknowledgement, ok, pageData, question, state, unreachable } from '../test/doubles';
import { fileServer } from '../test/files';
import { HandInDialog } from '../ui/HandInDialog';
import { PlayerContext } from '../ui/player';
import { RecordingElsewhere } from '../ui/RecordingElsewhere';
import { Undelivered } from '../ui/Undelivered';
import { Session } from './session';

const START = Date.parse('2026-01-05T10:00:00.000Z');
const at = (ms: number) => new Date(START + ms).toISOString();
const completion = (reason: Completion['completionReason'], ms: number): Completion => ({
  completionReason: reason,
  completedAt: at(ms),
  outputs: { examId: 'exam_1', sessionId: 'session_1', completionReason: reason },
});
const upload = question('q_1', 'upload-file');
const photo = new File(['x'.repeat(600_000)], 'photo.jpg', { type: 'image/jpeg' });

async function begin(more: Partial<State> = {}, page = pageData()) {
  const server = fileServer();
  const exam = { ...state().exam, questions: [upload, question('q_2')] };
  const api = {
    start: vi.fn<StudentApi['start']>(async () => ok(state({ exam, ...more }))),
    open: vi.fn<StudentApi['open']>(),
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
    createFile: server.create,
    appendFile: server.append,
    readFile: vi.fn<StudentApi['readFile']>(),
    page: vi.fn<StudentApi['page']>(async () => null),
    events: vi.fn<StudentApi['events']>(() => new Promise(() => undefined)),
  };
  const clock = new Clock({ monotonic: () => performance.now(), wall: () => Date.now() });
  clock.sync(at(0));
  const session = new Session(page, api, clock, new Host({ postMessage: () => undefined }, null, () => clock.now()));
  session.begin();
  await session.start();
  const send = () =>
    session.uploads.send('q_1', photo, (stored) => session.answers.arrived(upload, [stored.id, stored.name]));
  /** A connection that is lost until `back` is called. */
  const lose = () => {
    const real = server.append.getMockImplementation();
    server.append.mockImplementation(async () => unreachable());
    return () => void (real && server.append.mockImplementation(real));
  };
  return { session, api, send, lose };
}

function show(session: Session, shown: preact.JSX.Element): HTMLElement {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const texts = createTexts('en', { player: english });
  void act(() => render(<PlayerContext.Provider value={{ session, texts }}>{shown}</PlayerContext.Provider>, root));
  return root;
}

beforeEach(() => {
  vi.useFakeTimers({
    now: START,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('when time is over', () => {
  const deadline = at(60_000);
  const isOver = pageData({
    status: 'completed',
    serverNow: at(60_500),
    completion: completion('time_limit', 60_000),
  });

  test('an upload that was begun in time goes on, and is the answer within the grace', async () => {
    const { session, api, send, lose } = await begin({ deadline });
    const back = lose();
    api.page.mockResolvedValue(isOver);
    send();
    await vi.advanceTimersByTimeAsync(62_000);
    expect(session.phase.value).toBe('finishing');
    back();
    await vi.waitFor(() => expect(session.phase.value).toBe('closed'), { interval: 500, timeout: 20_000 });
    expect(api.saveAnswer.mock.lastCall?.[0].value).toEqual(['file_1', 'photo.jpg']);
    expect(session.uploads.cut.value).toEqual([]);
  });

  test('what did not arrive by the end of the grace is named', async () => {
    const { session, api, send, lose } = await begin({ deadline });
    lose();
    api.page.mockResolvedValue(isOver);
    send();
    await vi.advanceTimersByTimeAsync(95_000);
    expect(session.phase.value).toBe('closed');
    expect(show(session, <Undelivered />).textContent).toContain('photo.jpg did not arrive whole.');
  });

  test('nobody is recorded any more, whatever question is on the screen', async () => {
    const { session } = await begin({ deadline });
    session.moves.goTo('q_2');
    const take = session.uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    await vi.advanceTimersByTimeAsync(61_000);
    expect(take.source.isEnded.value).toBe(true);
  });
});

test('a recording that goes on behind another question is shown there, and can be stopped', async () => {
  const { session } = await begin();
  const take = session.uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
  const root = show(session, <RecordingElsewhere but="q_2" />);
  expect(root.textContent).toContain('A recording is still running: Question 1');
  root.querySelector('button')?.click();
  expect(take.source.isEnded.value).toBe(true);
});

describe('the hand-in', () => {
  test('says how far a file has come, and leaves it out only when the student says so', async () => {
    const { session, send, lose } = await begin();
    lose();
    send();
    session.handIn.ask();
    const root = show(session, <HandInDialog />);
    expect(root.textContent).toContain('A file is still on its way (0%).');
    expect([...root.querySelectorAll('button')].map((found) => found.textContent)).toEqual([
      'Keep working',
      'Hand in without the file',
    ]);
  });

  test('takes along a file that arrives while the student decides', async () => {
    const { session, api, send } = await begin();
    api.saveAnswer.mockImplementation(() => new Promise(() => undefined));
    send();
    session.handIn.ask();
    const root = show(session, <HandInDialog />);
    await vi.waitFor(() => expect(root.textContent).toContain('The file has arrived.'));
    expect(root.querySelector('.primary')?.textContent).toBe('Hand in now');
    await session.handIn.confirm();
    expect(api.handIn.mock.lastCall?.[0].answers[0]?.value).toEqual(['file_1', 'photo.jpg']);
  });

  test('says that a file is lost, rather than to hand in without a word', async () => {
    const { session, send, lose } = await begin();
    lose();
    const sent = send();
    session.handIn.ask();
    const root = show(session, <HandInDialog />);
    void act(() => sent.stop());
    expect(root.textContent).toContain('A file did not arrive.');
  });

  test('stays open when the one before tells late that it was closed', async () => {
    const { session } = await begin();
    session.handIn.ask();
    const before = show(session, <HandInDialog />).querySelector('dialog');
    show(session, <span />);
    session.handIn.ask();
    show(session, <HandInDialog />);
    before?.dispatchEvent(new Event('close'));
    expect(session.handIn.step.value).toBe('asking');
  });

  test('ends a recording, so that it is handed in whole', async () => {
    const { session } = await begin();
    const take = session.uploads.record('q_1', 'recording.webm', 'audio/webm', vi.fn());
    session.handIn.ask();
    expect(take.source.isEnded.value).toBe(true);
  });
});

describe('with linear navigation', () => {
  const exam = pageData().exam;
  if (!exam) throw new Error('a page has an exam');
  const settings = { ...exam.settings, navigation: 'linear' } as const;
  const more = { exam: { id: 'exam_1', name: 'Algebra', settings, questions: [upload], nextQuestionId: 'q_2' } };
  const page = pageData({ exam: { ...exam, settings } });

  test('Next waits for the file: the question is locked afterwards', async () => {
    const { session, api, send, lose } = await begin(more, page);
    const back = lose();
    send();
    void session.moves.next();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(api.savePlace).not.toHaveBeenCalled();
    back();
    await vi.waitFor(() => expect(api.savePlace).toHaveBeenCalled(), { interval: 500, timeout: 20_000 });
    expect(api.saveAnswer.mock.lastCall?.[0].value).toEqual(['file_1', 'photo.jpg']);
  });

  test('a student who stops the upload stays, until Next is pressed again', async () => {
    const { session, api, send, lose } = await begin(more, page);
    lose();
    const sent = send();
    const next = session.moves.next();
    sent.stop();
    await next;
    expect(api.savePlace).not.toHaveBeenCalled();
    await session.moves.next();
    expect(api.savePlace).toHaveBeenCalled();
  });
});
