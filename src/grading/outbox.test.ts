import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reply } from '../player/page/reply';
import { ok, problem, unreachable } from '../staff/test-staff';
import type { Held, Target, Wish } from './held';
import { type Keeper, Outbox } from './outbox';

const A: Target = { who: 'a', questionId: 'q' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function points(value: number, revision = 0): Wish {
  return { judgement: { points: value, levels: null, comment: null }, revision, digest: 'd' };
}

function outboxOf(...replies: readonly (Reply<unknown> | Promise<Reply<unknown>>)[]) {
  const left = [...replies];
  const sent: Wish[] = [];
  const delivered: string[] = [];
  const keeper = { keep: vi.fn<Keeper['keep']>(), forget: vi.fn<Keeper['forget']>() };
  const outbox = new Outbox({
    send: async (_target, wish) => {
      sent.push(wish);
      return left.shift() ?? unreachable();
    },
    keeper,
    onDelivered: (_target, wish, outcome) => {
      delivered.push(`${outcome.kind} ${wish.judgement?.points}`);
      return outcome.kind === 'saved' ? ((outcome.body as { revision?: number }).revision ?? 1) : 7;
    },
    isOver: (reply) => !reply.ok && reply.status === 410,
    random: () => 0,
  });
  return { outbox, sent, delivered, keeper };
}

test('a grade is kept at once, goes out after its pause, and what was kept goes when the server has it', async () => {
  const { outbox, sent, delivered, keeper } = outboxOf(ok({}));
  outbox.hold(A, points(3), 1_000);
  expect(keeper.keep).toHaveBeenCalledTimes(1);
  expect(outbox.unsent).toBe(1);
  await vi.advanceTimersByTimeAsync(999);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(delivered).toEqual(['saved 3']);
  expect(outbox.unsent).toBe(0);
  expect(keeper.forget).toHaveBeenCalledWith(A);
});

test('a second digit within the pause is the same grade', async () => {
  const { outbox, sent } = outboxOf(ok({}));
  outbox.hold(A, points(1), 1_000);
  await vi.advanceTimersByTimeAsync(500);
  outbox.hold(A, points(12), 1_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([points(12)]);
});

test('leaving the answer sends at once', async () => {
  const { outbox, delivered } = outboxOf(ok({}));
  outbox.hold(A, points(3), 60_000);
  await vi.advanceTimersByTimeAsync(0);
  outbox.release(A);
  await vi.advanceTimersByTimeAsync(0);
  expect(delivered).toEqual(['saved 3']);
});

test('a newer grade waits for the one under way, and follows its revision', async () => {
  let arrive: (reply: Reply<unknown>) => void = () => undefined;
  const { outbox, sent, delivered } = outboxOf(new Promise((resolve) => (arrive = resolve)), ok({ revision: 2 }));
  outbox.hold(A, points(1), 0);
  await vi.advanceTimersByTimeAsync(1);
  outbox.hold(A, points(2), 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toHaveLength(1);
  arrive(ok({ revision: 1 }));
  await vi.advanceTimersByTimeAsync(1);
  expect(sent[1]).toEqual(points(2, 1));
  expect(delivered).toEqual(['saved 1', 'saved 2']);
});

test('what had no answer goes again as it was before anything newer', async () => {
  const { outbox, sent } = outboxOf(unreachable(), ok({ revision: 1 }), ok({ revision: 2 }));
  outbox.hold(A, points(1), 0);
  await vi.advanceTimersByTimeAsync(1);
  outbox.hold(A, points(2), 0);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([points(1), points(1), points(2, 1)]);
});

test('after a reload what had no answer goes first too', async () => {
  const { outbox, sent } = outboxOf(ok({ revision: 1 }), ok({ revision: 2 }));
  const held: Held = { ...A, wish: points(2), isDraft: false, sent: points(1) };
  outbox.adopt([held]);
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toEqual([points(1), points(2, 1)]);
  expect(outbox.unsent).toBe(0);
});

test('a draft is kept and not sent', async () => {
  const { outbox, sent, keeper } = outboxOf();
  outbox.hold(A, points(1), 0, true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([]);
  expect(keeper.keep).toHaveBeenCalled();
  expect(outbox.unsent).toBe(0);
  expect(outbox.held(A)?.isDraft).toBe(true);
});

test('a conflict is delivered: the server keeps the refused grade, the browser does not', async () => {
  const { outbox, delivered, keeper } = outboxOf(problem(409, 'grade-conflict', { grade: { revision: 7 } }));
  outbox.hold(A, points(1), 0);
  await vi.advanceTimersByTimeAsync(10);
  expect(delivered).toEqual(['conflict 1']);
  expect(keeper.forget).toHaveBeenCalledWith(A);
});

test('a grade for an answer that changed waits for the grader, and goes when it is given anew', async () => {
  const { outbox, delivered } = outboxOf(problem(409, 'answer-changed'), ok({}));
  outbox.hold(A, points(1), 0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(outbox.trouble(A)?.kind).toBe('changed');
  expect(outbox.unsent).toBe(0);
  expect(outbox.held(A)?.wish.judgement?.points).toBe(1);
  outbox.hold(A, { ...points(1), digest: 'other' }, 0);
  await vi.advanceTimersByTimeAsync(10);
  expect(delivered).toEqual(['saved 1']);
});

test('a grade that the server does not take is kept, and no other waits for it', async () => {
  const { outbox, delivered } = outboxOf(problem(400, 'invalid'), ok({}));
  outbox.hold(A, points(99), 0);
  await vi.advanceTimersByTimeAsync(10);
  outbox.hold({ who: 'b', questionId: 'q' }, points(1), 0);
  await vi.advanceTimersByTimeAsync(10);
  expect(outbox.trouble(A)?.kind).toBe('refused');
  expect(delivered).toEqual(['saved 1']);
});

test('nothing is sent once the flow is over', async () => {
  const { outbox, sent } = outboxOf(problem(410, 'session-expired'));
  outbox.hold(A, points(1), 0);
  outbox.hold({ who: 'b', questionId: 'q' }, points(1), 500);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
});

test('settled waits until all is saved', async () => {
  const { outbox } = outboxOf(unreachable(), ok({}));
  outbox.hold(A, points(1), 60_000);
  const done = vi.fn();
  void outbox.settled().then(done);
  await vi.advanceTimersByTimeAsync(0);
  expect(done).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(done).toHaveBeenCalled();
});
