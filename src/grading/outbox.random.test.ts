import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reply } from '../player/page/reply';
import { ok, problem, unreachable } from '../staff/test-staff';
import type { Held, Target, Wish } from './held';
import { keyOf } from './held';
import type { Judgement } from './judgement';
import { Outbox } from './outbox';

type Event =
  | { readonly kind: 'grade'; readonly who: number; readonly points: number; readonly inMs: number }
  | { readonly kind: 'takeBack'; readonly who: number }
  | { readonly kind: 'other'; readonly who: number; readonly points: number }
  | { readonly kind: 'away' | 'back' | 'reload' | 'pass' };

const WHO = ['a', 'b', 'c'];
const who = fc.nat(WHO.length - 1);
const points = fc.integer({ min: 0, max: 9 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('grade' as const), who, points, inMs: fc.nat(1_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('takeBack' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('other' as const), who, points }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('away', 'back', 'reload', 'pass') }) },
);

interface Stored {
  revision: number;
  points: number | null;
  isMine: boolean;
  /** What I gave, in the order in which it was stored or refused. */
  readonly mine: (number | null)[];
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The server: what it does may be done and its answer be lost. */
function server(chances: readonly number[]) {
  const stored = new Map<string, Stored>(WHO.map((id) => [id, { revision: 0, points: null, isMine: false, mine: [] }]));
  let at = 0;
  let isAway = false;
  const chance = () => chances[at++ % chances.length] ?? 0;
  const send = async (target: Target, wish: Wish): Promise<Reply<unknown>> => {
    await new Promise((wait) => setTimeout(wait, chance() * 10));
    if (isAway || chance() < 2) return unreachable();
    const answer = stored.get(target.who);
    if (!answer) return problem(404);
    const given = wish.judgement?.points ?? null;
    const isLost = chance() < 2;
    const isSame = answer.isMine && answer.points === given;
    if (!isSame && given !== null && wish.revision !== answer.revision) {
      if (answer.mine[answer.mine.length - 1] !== given) answer.mine.push(given);
      return isLost ? unreachable() : problem(409, 'grade-conflict', { grade: { revision: answer.revision } });
    }
    if (!isSame) {
      answer.mine.push(given);
      Object.assign(answer, { points: given, isMine: true, revision: given === null ? 0 : answer.revision + 1 });
    }
    return isLost ? problem(503) : ok({ revision: answer.revision });
  };
  return {
    stored,
    send,
    away(value: boolean) {
      isAway = value;
    },
    other(id: string, value: number) {
      const answer = stored.get(id);
      if (answer) Object.assign(answer, { points: value, isMine: false, revision: answer.revision + 1 });
    },
  };
}

test('whatever is lost, reloaded or given by others, no grade is lost and each answer has its order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 40 }),
      fc.array(fc.nat(9), { minLength: 7 }),
      async (events, chances) => {
        const there = server(chances);
        const kept = new Map<string, Held>();
        const seen = new Map<string, number>();
        const wished = new Map<string, (number | null)[]>(WHO.map((id) => [id, []]));
        const make = () =>
          new Outbox({
            send: there.send,
            keeper: {
              keep: (held) => void kept.set(keyOf(held), structuredClone(held)),
              forget: (target) => void kept.delete(keyOf(target)),
            },
            onDelivered: (target, _wish, outcome) => {
              const grade = outcome.kind === 'saved' ? outcome.body : outcome.more['grade'];
              const revision = (grade as { revision: number }).revision;
              seen.set(target.who, revision);
              return revision;
            },
            isOver: () => false,
          });
        let outbox = make();
        const give = (id: string, judgement: Judgement | null, inMs: number) => {
          wished.get(id)?.push(judgement?.points ?? null);
          outbox.hold({ who: id, questionId: 'q' }, { judgement, revision: seen.get(id) ?? 0, digest: 'd' }, inMs);
        };
        for (const step of events) {
          if (step.kind === 'grade')
            give(WHO[step.who] ?? '', { points: step.points, levels: null, comment: null }, step.inMs);
          else if (step.kind === 'takeBack') give(WHO[step.who] ?? '', null, 0);
          else if (step.kind === 'other') there.other(WHO[step.who] ?? '', step.points);
          else if (step.kind === 'reload') {
            outbox.stop();
            outbox = make();
            outbox.adopt([...kept.values()]);
          } else if (step.kind === 'pass') await vi.advanceTimersByTimeAsync(700);
          else there.away(step.kind === 'away');
        }
        there.away(false);
        // Chance is kind in the end: nothing is lost any more.
        chances.fill(9);
        await vi.advanceTimersByTimeAsync(300_000);
        expect(outbox.unsent).toBe(0);
        expect(kept.size).toBe(0);
        for (const id of WHO) {
          const all = wished.get(id) ?? [];
          const answer = there.stored.get(id);
          const mine = answer?.mine ?? [];
          // The last wish arrived, as a grade or as one that was refused and kept.
          if (all.length > 0 && mine.length > 0) expect(mine[mine.length - 1]).toBe(all[all.length - 1]);
          if (all.length > 0 && all[all.length - 1] !== null) expect(mine.length).toBeGreaterThan(0);
          // What arrived did so in the order in which it was given.
          let from = 0;
          for (const value of mine) {
            const found = all.indexOf(value, from);
            expect(found).toBeGreaterThanOrEqual(0);
            from = found;
          }
        }
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);
