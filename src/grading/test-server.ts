import type { Reply } from '../player/page/reply';
import type { Method, StaffCalls } from '../staff/api';
import { ok, problem, unreachable } from '../staff/test-staff';
import { type Judgement, saysTheSame } from './judgement';
import { type Criterion, type GradedQuestion, type Item, OVERALL, type StandingGrade, whoOf } from './wire';

type Body = Readonly<Record<string, unknown>>;

export const CRITERIA: readonly Criterion[] = [
  {
    id: 'c1',
    title: 'Argument',
    levels: [
      { id: 'l1', title: 'None', points: 0 },
      { id: 'l2', title: 'Some', points: 2 },
      { id: 'l3', title: 'Full', points: 4 },
    ],
  },
  {
    id: 'c2',
    title: 'Language',
    levels: [
      { id: 'm1', title: 'Weak', points: 0 },
      { id: 'm2', title: 'Good', points: 1 },
    ],
  },
];

/** The server of the flow as the page knows it: grades with revisions, conflicts, equal answers. */
export class TestServer implements StaffCalls {
  readonly items = new Map<string, Item>();
  readonly questions: GradedQuestion[] = [];
  /** Everything that changed something, in order. */
  readonly writes: { readonly path: string; readonly body: unknown }[] = [];
  comments: { comment: string; commentText: string; uses: number }[] = [];
  isAway = false;
  /** The next write is done, and its answer is lost. */
  losesAnswer = false;

  ask(questionId: string, more: Partial<GradedQuestion> = {}): void {
    const index = this.questions.length;
    this.questions.push({
      questionId,
      index,
      type: 'examplary.default.essay',
      title: `Question ${index + 1}`,
      descriptionHtml: '<p>Why?</p>',
      maxPoints: 5,
      criteria: null,
      modelAnswerHtml: null,
      keyText: null,
      answerForm: 'text',
      total: 0,
      waiting: 0,
      graded: 0,
      stale: 0,
      ...more,
    });
  }

  answer(questionId: string, who: string, text: string, more: Partial<Item> = {}): void {
    const question = this.questions.find((each) => each.questionId === questionId);
    this.items.set(`${questionId} ${who}`, {
      sessionId: who,
      paper: null,
      student: { name: `Student ${who}` },
      questionId,
      value: text,
      valueHtml: null,
      words: text.split(/\s+/).filter(Boolean).length,
      text,
      digest: questionId === OVERALL ? null : `d:${text}`,
      state: 'ungraded',
      points: null,
      maxPoints: question?.maxPoints ?? null,
      machine: null,
      files: [],
      same: 1,
      grade: null,
      refused: [],
      ...more,
    });
  }

  item(questionId: string, who: string): Item {
    const item = this.items.get(`${questionId} ${who}`);
    if (!item) throw new Error(`There is no answer of ${who}.`);
    const same = [...this.items.values()].filter(
      (other) => other.questionId === questionId && other.digest === item.digest,
    ).length;
    return { ...item, same: item.digest === null ? 1 : same };
  }

  /** Another grader is there first. */
  gradedByOther(questionId: string, who: string, judgement: Judgement, name = 'Ben'): void {
    this.#grade(this.item(questionId, who), judgement, name);
  }

  async call<T>(method: Method, path: string, body?: unknown): Promise<Reply<T>> {
    await Promise.resolve();
    if (this.isAway) return unreachable();
    const reply = this.#answer(method, path, (body ?? {}) as Body) as Reply<T>;
    if (method !== 'GET' && path !== 'open') {
      this.writes.push({ path: `${method} ${path}`, body });
      if (this.losesAnswer) {
        this.losesAnswer = false;
        return unreachable();
      }
    }
    return reply;
  }

  async bytes(): Promise<Blob | null> {
    return this.isAway ? null : new Blob(['file']);
  }

  #answer(method: Method, path: string, body: Body): Reply<unknown> {
    const [place = '', query = ''] = path.split('?');
    const parts = place.split('/').map(decodeURIComponent);
    const questionId = new URLSearchParams(query).get('questionId') ?? '';
    if (place === 'open')
      return ok({ expiresAt: '', serverNow: '2026-01-05T10:00:00.000Z', status: 'pending', key: KEY });
    if (place === 'done') return ok({ status: 'completed', outputs: { examId: 'exam_1' }, returnUrl: null });
    if (place === 'status') return ok(this.#status());
    if (place === 'grading/overview') return ok(this.#overview());
    if (place === 'grading/comments') return ok({ comments: this.comments });
    if (place === 'grading') return ok(this.#page(questionId, new URLSearchParams(query).get('cursor')));
    if (parts[0] === 'grades') return this.#write(method, parts[2] ?? '', parts[1] ?? '', body);
    if (parts[0] === 'questions') return this.#batch(parts[1] ?? '', body);
    return problem(404);
  }

  #overview() {
    const questions = this.questions.map((question) => {
      const items = [...this.items.values()].filter(({ questionId }) => questionId === question.questionId);
      const stale = items.filter(({ state }) => state === 'stale').length;
      const waiting = items.filter(({ state }) => state === 'ungraded').length;
      return { ...question, total: items.length, waiting, graded: items.length - waiting - stale, stale };
    });
    return { anonymous: false, questions, sessions: this.items.size };
  }

  #status() {
    const { questions } = this.#overview();
    const remaining = questions.reduce((sum, { waiting, stale }) => sum + waiting + stale, 0);
    const graded = questions.reduce((sum, question) => sum + question.graded, 0);
    const status = remaining === 0 ? 'completed' : graded > 0 ? 'started' : 'pending';
    return { status, outputs: { examId: 'exam_1', graded, remaining }, returnUrl: null };
  }

  #page(questionId: string, cursor: string | null) {
    const all = [...this.items.values()].filter((item) => item.questionId === questionId);
    const from = Number(cursor ?? 0);
    const items = all.slice(from, from + 100).map((item) => this.item(questionId, whoOf(item)));
    return { items, nextCursor: from + 100 < all.length ? String(from + 100) : null };
  }

  #write(method: Method, questionId: string, who: string, body: Body): Reply<unknown> {
    const item = this.item(questionId, who);
    if (method === 'DELETE') {
      this.items.set(`${questionId} ${who}`, { ...item, grade: null, points: null, state: 'ungraded', refused: [] });
      return ok(this.item(questionId, who));
    }
    if (body['expect'] !== undefined && body['expect'] !== item.digest) return problem(409, 'answer-changed');
    const judgement = judgementIn(body);
    const seen = item.grade?.revision ?? 0;
    if (item.grade && saysTheSame(judgement, item.grade) && item.state !== 'stale') return ok(item);
    if (body['revision'] !== seen) {
      const refused = [...item.refused, { ...judgement, by: 'me', byName: 'Anna', at: null }];
      this.items.set(`${questionId} ${who}`, { ...item, refused });
      return problem(409, 'grade-conflict', { grade: item.grade });
    }
    this.#grade(item, judgement, 'Anna');
    return ok(this.item(questionId, who));
  }

  #batch(questionId: string, body: Body): Reply<unknown> {
    const answers = body['answers'] as { digest: string }[];
    const items = [...this.items.values()].filter(
      (item) => item.questionId === questionId && item.state === 'ungraded' && item.digest === answers[0]?.digest,
    );
    for (const item of items) this.#grade(item, judgementIn(body), 'Anna');
    return ok({ batchId: 'batch_1', results: [], graded: items.length });
  }

  #grade(item: Item, judgement: Judgement, byName: string): void {
    const key = `${item.questionId} ${whoOf(item)}`;
    const revision = (item.grade?.revision ?? 0) + 1;
    const grade: StandingGrade = { ...judgement, revision, at: '2026-01-05T10:00:00.000Z', by: byName, byName };
    const isGraded = judgement.points !== null || item.questionId === OVERALL;
    const state = isGraded ? 'graded' : 'ungraded';
    this.items.set(key, { ...item, grade, points: judgement.points, state, refused: [] });
  }
}

export const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function judgementIn(body: Body): Judgement {
  return {
    points: (body['points'] as number | undefined) ?? sumIn(body['levels'] as Record<string, string> | undefined),
    levels: (body['levels'] as Record<string, string> | undefined) ?? null,
    comment: (body['comment'] as string | undefined) ?? null,
  };
}

function sumIn(levels: Record<string, string> | undefined): number | null {
  if (!levels) return null;
  return CRITERIA.flatMap(({ levels: all }) => all)
    .filter(({ id }) => Object.values(levels).includes(id))
    .reduce((sum, { points }) => sum + points, 0);
}
