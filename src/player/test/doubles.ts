import type { Reply } from '../server/api';
import type { QuestionResult } from '../server/result';
import type { PageData, Question, SaveRequest, SaveResult, State } from '../server/wire';

/** An answer of the server. */
export function ok<T>(body: T): Reply<T> {
  return { ok: true, body, tookMs: 0 };
}

/** No answer that can be trusted. */
export function unreachable<T>(retryAfterMs = 0): Reply<T> {
  return { ok: false, status: 0, problem: null, retryAfterMs };
}

export function problem<T>(
  status: number,
  name: string,
  questions: string[] = [],
  more: Record<string, unknown> = {},
): Reply<T> {
  return { ok: false, status, problem: { name, detail: name, questions, more }, retryAfterMs: 0 };
}

/** The acknowledgement of exactly that save. */
export function acknowledgement(save: SaveRequest, more: Partial<SaveResult> = {}): SaveResult {
  return {
    questionId: save.questionId,
    epoch: save.epoch,
    revision: save.revision,
    applied: true,
    savedAt: '2026-01-05T10:32:05.000Z',
    serverNow: '2026-01-05T10:32:05.000Z',
    deadline: null,
    event: { id: `event_${save.questionId}_${save.revision}`, seq: save.revision },
    ...more,
  };
}

export function question(id: string, type = 'single-line-text', settings: Record<string, unknown> = {}): Question {
  return { id, type, title: null, description: null, settings, points: 1 };
}

/** An answer that is right, and of which nothing was said. */
export const rightAnswer: QuestionResult = {
  value: 'Paris',
  points: 1,
  maxPoints: 1,
  correct: true,
  share: 1,
  needsGrading: false,
  removed: false,
  comment: null,
  commentText: null,
  feedback: [],
  key: null,
  modelAnswer: null,
};

const settings = {
  timeLimit: null,
  opensAt: null,
  closesAt: null,
  shuffleQuestions: false,
  navigation: 'free',
  showScore: false,
} as const;

export function pageData(more: Partial<PageData> = {}): PageData {
  return {
    theme: null,
    locale: 'en',
    dir: 'ltr',
    expired: false,
    serverNow: '2026-01-05T10:00:00.000Z',
    host: { allowedOrigin: 'https://school.example' },
    messages: { player: {} },
    status: 'not_started',
    completion: null,
    deadline: null,
    exam: { name: 'Algebra', settings, questionCount: 2, intendedDuration: null },
    ...more,
  };
}

export function state(more: Partial<State> = {}): State {
  return {
    status: 'in_progress',
    epoch: 1,
    serverNow: '2026-01-05T10:00:00.000Z',
    startedAt: '2026-01-05T10:00:00.000Z',
    deadline: null,
    sessionId: 'session_1',
    exam: { id: 'exam_1', name: 'Algebra', settings, questions: [question('q_1'), question('q_2')] },
    answers: {},
    state: null,
    completion: null,
    event: { id: 'event_start', seq: 1 },
    ...more,
  };
}
