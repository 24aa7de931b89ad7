import { expect, test } from 'vitest';
import { Host, type HostWindow } from './host';
import type { ToHost } from './messages';

function setUp(allowedOrigin: string | null) {
  const posted: { message: ToHost; origin: string }[] = [];
  const window: HostWindow = { postMessage: (message, origin) => posted.push({ message, origin }) };
  const host = new Host(window, allowedOrigin, () => Date.parse('2026-01-05T10:00:00.000Z'));
  host.sessionId = 'session_1';
  return { host, posted };
}

const outputs = { examId: 'exam_1', sessionId: 'session_1', completionReason: 'submitted' } as const;
const version = { questionId: 'q_1', epoch: 1, revision: 1 };

test.each([null, '', '*'])('nothing is posted without an allowed origin (%j)', (allowedOrigin) => {
  const { host, posted } = setUp(allowedOrigin);
  host.saved(version, { id: 'event_1', seq: 1 });
  host.tell('session:ready', {});
  host.completed(outputs);
  expect(posted).toEqual([]);
});

test('a save is told in the words of the flow and beside it as an event, to the allowed origin only', () => {
  const { host, posted } = setUp('https://school.example');
  host.saved(version, { id: 'event_1', seq: 4 });
  expect(posted).toEqual([
    {
      origin: 'https://school.example',
      message: { type: 'examplary:embed-status-update', status: 'started', outputs: {} },
    },
    {
      origin: 'https://school.example',
      message: {
        type: 'examplary:embed-event',
        v: 1,
        id: 'event_1',
        seq: 4,
        sessionId: 'session_1',
        at: '2026-01-05T10:00:00.000Z',
        name: 'answer:saved',
        data: version,
      },
    },
  ]);
});

test('a repeated acknowledgement is told once', () => {
  const { host, posted } = setUp('https://school.example');
  host.saved(version, { id: 'event_1', seq: 4 });
  host.saved(version, { id: 'event_1', seq: 4 });
  expect(posted).toHaveLength(2);
});

test('completion is told once a page load, with its outputs', () => {
  const { host, posted } = setUp('https://school.example');
  host.completed(outputs);
  host.completed(outputs);
  expect(posted.map((p) => p.message)).toEqual([
    { type: 'examplary:embed-status-update', status: 'completed', outputs },
  ]);
});

test('what only the page knows has no number', () => {
  const { host, posted } = setUp('https://school.example');
  host.resized(700.2);
  host.resized(700.4);
  expect(posted).toHaveLength(1);
  expect(posted[0]?.message).toMatchObject({ name: 'frame:resize', seq: null, data: { height: 701 } });
});

test('an event that the server did not number is not told', () => {
  const { host, posted } = setUp('https://school.example');
  host.stored('exam:started', {}, null);
  expect(posted).toEqual([]);
});
