import { vi } from 'vitest';
import { Host } from '../host/host';
import type { ToHost } from '../host/messages';
import { Clock } from '../page/clock';
import type { StudentApi } from '../server/api';
import type { Completion, PageData, State } from '../server/wire';
import { Session } from '../session/session';
import { acknowledgement, ok, pageData, state } from './doubles';

/** When these tests begin. */
export const START = Date.parse('2026-01-05T10:00:00.000Z');
export const at = (ms: number) => new Date(START + ms).toISOString();
export const completion = (reason: Completion['completionReason'], ms: number): Completion => ({
  completionReason: reason,
  completedAt: at(ms),
  outputs: { examId: 'exam_1', sessionId: 'session_1', completionReason: reason },
});

/** A page of the exam, what the server is asked, and what the host hears. */
export function setUp(page: Partial<PageData> = {}, entered: State = state()) {
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

/** An event stream that says what the test tells it to. */
export function stream() {
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

/** A page whose event stream says what the test tells it to. */
export function heardFrom(entered: Partial<State>) {
  const { response, say } = stream();
  const all = setUp({}, state(entered));
  all.api.events.mockResolvedValueOnce(response);
  return { ...all, say };
}

/** Lets everything that is due now happen. */
export const settle = () => vi.advanceTimersByTimeAsync(0);
