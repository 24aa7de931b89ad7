import { expect, test } from 'vitest';
import { NOW, rowOf, texts } from './test-rows';
import { explainTime, formulaOf } from './time-left';
import type { DeadlineParts, Row } from './wire';

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const clock = (minutes: number) => texts.clock(at(minutes), NOW);

function explained(
  parts: Partial<DeadlineParts>,
  more: Partial<Row> = {},
): readonly [sentences: string, formula: string] {
  const row = rowOf();
  const given = rowOf({ deadlineParts: row.deadlineParts && { ...row.deadlineParts, ...parts }, ...more });
  return [explainTime(given, NOW, texts).join(' '), formulaOf(given, NOW, texts)];
}

test('a plain limit', () => {
  expect(explained({})).toEqual([
    `Started at ${clock(-30)}. The exam takes 1 hour. So the time ends at ${clock(30)}.`,
    '60 min',
  ]);
});

test('a multiplier, extra time and pauses add up', () => {
  const parts = { timeMultiplier: 1.25, extraTime: 5, pausedTime: 3.5 };
  expect(explained(parts, { deadline: at(53.5) })).toEqual([
    `Started at ${clock(-30)}. The exam takes 1 hour; times 1.25 that is 1 hour 15 minutes for this student. ` +
      `5 minutes extra was given. 3 minutes 30 seconds of pause does not count. So the time ends at ${clock(53.5)}.`,
    '60 min × 1.25 + 5 min + 3.5 min',
  ]);
});

test('an exam that closes sooner says what it costs', () => {
  expect(explained({ closesAt: at(20), cutByClosing: true }, { deadline: at(20) })).toEqual([
    `Started at ${clock(-30)}. The exam takes 1 hour. That would last until ${clock(30)}, ` +
      `but the exam closes at ${clock(20)}: 10 minutes less.`,
    `closes at ${clock(20)}`,
  ]);
});

test('extra time moves the closing too', () => {
  const [sentences] = explained({ closesAt: at(20), extraTime: 5, cutByClosing: true }, { deadline: at(25) });
  expect(sentences).toContain(`closes at ${clock(25)}: 10 minutes less`);
});

test('without a limit the exam closes, or has no end', () => {
  expect(explained({ timeLimit: null, closesAt: at(20), cutByClosing: true })[0]).toContain(
    `There is no time limit; the exam closes at ${clock(20)}.`,
  );
  expect(explained({ timeLimit: null }, { deadline: null })).toEqual([
    `Started at ${clock(-30)}. There is no time limit and no closing time.`,
    '',
  ]);
});

test('in a pause the clock stands still, and the exam closes all the same', () => {
  const [sentences] = explained({ closesAt: at(40) }, { status: 'paused', deadline: at(40) });
  expect(sentences).toContain(
    `The clock stands still until the exam is resumed. The exam closes at ${clock(40)} all the same.`,
  );
});

test('before the start and after the end', () => {
  expect(explainTime(rowOf({ status: 'not_started', deadlineParts: null }), NOW, texts)).toEqual([
    'Has not started. The clock starts when the student presses Start.',
  ]);
  const [sentences] = explained({}, { status: 'completed', completionReason: 'staff', completedAt: at(-1) });
  expect(sentences).toContain(`Ended by staff at ${clock(-1)}.`);
});
