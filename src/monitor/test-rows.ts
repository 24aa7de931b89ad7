import english from './locales/en.json';
import { monitorTexts } from './texts';
import type { MonitorPage, Row } from './wire';

/** The present in tests. */
export const NOW = Date.parse('2026-01-05T10:00:00.000Z');

export function pageOf(more: Partial<MonitorPage> = {}): MonitorPage {
  return {
    locale: 'en',
    dir: 'ltr',
    locales: ['ar', 'en', 'nl'],
    messages: { monitor: english },
    exam: { id: 'exam_1', name: 'Physics', questionCount: 10 },
    expiresAt: '2026-01-05T11:00:00.000Z',
    serverNow: '2026-01-05T10:00:00.000Z',
    ...more,
  };
}

export const texts = monitorTexts(pageOf());

/** A student who works, is connected, and has half an hour left. */
export function rowOf(more: Partial<Row> = {}): Row {
  const startedAt = new Date(NOW - 30 * 60_000).toISOString();
  return {
    id: 'session_1',
    sessionId: 'session_1',
    user: { id: 'user_1', name: 'Anna Bakker', email: 'anna@school.example' },
    status: 'in_progress',
    final: false,
    completionReason: null,
    progress: { answered: 5, total: 10 },
    startedAt,
    lastAnswerAt: new Date(NOW - 12_000).toISOString(),
    connected: true,
    lastSeenAt: null,
    unsent: 0,
    unsentAt: startedAt,
    deadline: new Date(NOW + 30 * 60_000).toISOString(),
    deadlineParts: {
      startedAt,
      timeLimit: 60,
      timeMultiplier: 1,
      extraTime: 0,
      pausedTime: 0,
      closesAt: null,
      cutByClosing: false,
    },
    completedAt: null,
    retained: 0,
    unread: 0,
    outage: null,
    ...more,
  };
}

/** The row of another student: their session and user carry the number. */
export function student(number: number, more: Partial<Row> = {}): Row {
  const name = `Student ${String(number).padStart(4, '0')}`;
  const user = { id: `user_${number}`, name, email: `student.${number}@school.example` };
  return rowOf({ id: `session_${number}`, sessionId: `session_${number}`, user, ...more });
}
