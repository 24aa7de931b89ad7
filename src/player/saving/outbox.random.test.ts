import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Line, QUESTIONS, Story } from '../test/story';

const question = fc.constantFrom(...QUESTIONS);
const lines = fc.constantFrom<Line>('well', 'offline', 'answer-lost', 400, 413, 429, 500, 'question-locked', 'late');
const act = (name: string, run: (story: Story) => void) => ({ run, toString: () => name });
const step = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(question, fc.boolean()).map(([q, at]) => act(`edit ${q} ${at}`, (s) => s.edit(q, at))),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom(0, 20, 30, 45, 60, 900, 6_000, 40_000).map((ms) => ({ ms, toString: () => `${ms} ms` })),
  },
  {
    weight: 3,
    arbitrary: lines.map((line) =>
      act(`line ${line}`, (story) => {
        story.server.line = line;
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: question.map((q) =>
      act(`elsewhere ${q}`, (s) => s.server.writeElsewhere(q, `elsewhere ${s.server.epoch}.`)),
    ),
  },
  { weight: 1, arbitrary: fc.constant(act('elsewhere opened', (s) => s.server.writeElsewhere('q_1', null))) },
  { weight: 2, arbitrary: fc.constant(act('open', (s) => s.open())) },
  { weight: 1, arbitrary: fc.constant(act('reload', (s) => s.reload())) },
  { weight: 1, arbitrary: fc.constant(act('leave', (s) => s.outbox.flushBeforeLeaving())) },
  { weight: 1, arbitrary: fc.constant(act('online', (s) => s.outbox.retryNow())) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      act('pause', (s) => s.pause()),
      act('go on', (s) => s.goOn()),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(question, fc.constantFrom('mine' as const, 'theirs' as const))
      .map(([q, k]) => act(`choose ${q} ${k}`, (s) => s.choose(q, k))),
  },
  { weight: 1, arbitrary: fc.boolean().map((arrives) => act(`hand in ${arrives}`, (s) => s.handIn(arrives))) },
);
const steps = fc.array(step, { minLength: 1, maxLength: 40 });

async function tell(story: Story, told: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]) {
  for (const each of told) {
    if ('ms' in each) await vi.advanceTimersByTimeAsync(each.ms);
    else each.run(story);
    expect(story.lost(), 'neither on the server nor on the disk').toEqual([]);
    expect(story.lies(), 'said to be saved').toEqual([]);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('whatever happens, what was written is on the server or on this browser’s disk', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (told) => tell(new Story(), told)),
    { numRuns: 400 },
  );
});

test('once the connection is well, nothing waits any more', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (told) => {
      const story = new Story();
      await tell(story, told);
      story.server.line = 'well';
      story.goOn();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(story.stuck()).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('when the page opens again, what was written arrives, is refused in words, or is a choice', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (told) => {
      const story = new Story();
      await tell(story, told);
      story.server.line = 'well';
      story.open();
      await vi.advanceTimersByTimeAsync(180_000);
      for (const question of QUESTIONS) {
        while (story.outbox.entry(question).conflict.peek()) story.choose(question, 'mine');
      }
      await vi.advanceTimersByTimeAsync(180_000);
      story.reload();
      await vi.advanceTimersByTimeAsync(180_000);
      expect(story.silent()).toEqual([]);
      expect(story.lost()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('when the exam ends, what did not arrive is kept aside for the teacher', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (told) => {
      const story = new Story();
      await tell(story, told);
      story.server.line = 'well';
      story.end();
      await vi.advanceTimersByTimeAsync(180_000);
      for (let page = 0; page < 4; page += 1) {
        story.reload();
        await vi.advanceTimersByTimeAsync(180_000);
      }
      expect(story.silent()).toEqual([]);
      expect(story.lost()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
