import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SaveResult, StoredAnswer } from '../server/wire';
import { problem, unreachable } from '../test/doubles';
import { text } from '../test/entries';
import { acknowledge, settle, setUp } from '../test/outbox';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a server that says when it takes an answer', () => {
  const told = () => Object.assign(problem<SaveResult>(429, 'volume-used-up'), { retryAfterMs: 8_000 });

  test('gets it then, and no sooner, whatever else arrives', async () => {
    const { outbox, sent } = setUp((save) =>
      save.questionId === 'q_1' && sent.length === 1 ? told() : acknowledge(save),
    );
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_2', text('b'), true);
    outbox.retryNow();
    await vi.advanceTimersByTimeAsync(7_900);
    expect(sent.map((s) => s.save.questionId)).toEqual(['q_1', 'q_2']);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent.at(-1)?.save).toMatchObject({ questionId: 'q_1', revision: 1, value: 'a' });
    expect(outbox.undelivered.value).toBe(0);
  });

  test('that is far away: the line says that it is not saved, and it gets it then', async () => {
    const { outbox, sent } = setUp((save) =>
      sent.length === 1 ? Object.assign(told(), { retryAfterMs: 60_000 }) : acknowledge(save),
    );
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(outbox.entry('q_1').line.value.kind).toBe('retrying');
    await vi.advanceTimersByTimeAsync(59_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(outbox.undelivered.value).toBe(0);
  });

  test('is not failing, and the line says that it saves', async () => {
    const { outbox } = setUp((save) => (save.revision === 1 ? told() : acknowledge(save)));
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(outbox.isFailing.value).toBe(false);
    expect(outbox.entry('q_1').line.value.kind).toBe('saving');
  });

  test('is failing when it says so again and again', async () => {
    const { outbox } = setUp(told);
    outbox.edit('q_1', text('a'), true);
    await vi.advanceTimersByTimeAsync(17_000);
    expect(outbox.isFailing.value).toBe(true);
    expect(outbox.entry('q_1').line.value.kind).toBe('retrying');
  });

  test('gets the newest of what was written meanwhile', async () => {
    const { outbox, sent } = setUp((save) => (save.revision === 1 ? told() : acknowledge(save)));
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_1', text('ab'), false);
    await vi.advanceTimersByTimeAsync(8_100);
    expect(sent.map((s) => [s.save.revision, s.save.value])).toEqual([
      [1, 'a'],
      [2, 'ab'],
    ]);
  });

  test('has it in the hand-in at once', async () => {
    const { outbox } = setUp(told);
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(outbox.claimAll()).toMatchObject({ saves: [{ questionId: 'q_1', value: 'a' }], revisions: { q_1: 1 } });
  });
});

describe('before the page goes', () => {
  test('what is not acknowledged is sent so that it outlives the page, within the 64 KiB of browsers', async () => {
    const { outbox, sent } = setUp(() => new Promise(() => undefined));
    outbox.edit('q_1', text('under way'), true);
    outbox.edit('q_2', text('typed'), false);
    outbox.edit('q_3', text('x'.repeat(100_000)), false);
    await settle();
    outbox.flushBeforeLeaving();
    await settle();
    expect(sent.map((s) => [s.save.questionId, s.save.revision, s.keepalive])).toEqual([
      ['q_1', 1, false],
      ['q_1', 1, true],
      ['q_2', 1, true],
      ['q_3', 1, false],
    ]);
  });
});

describe('a new epoch', () => {
  const stored = (value: string, epoch: number, revision: number): StoredAnswer => ({
    value,
    completed: true,
    epoch,
    revision,
    savedAt: '2026-01-05T10:00:00.000Z',
  });

  test('goes on with the revisions that the server holds', async () => {
    const { outbox, sent } = setUp();
    outbox.adopt(3, { q_1: stored('a', 2, 7) });
    outbox.edit('q_1', text('b'), true);
    await settle();
    expect(sent[0]?.save).toMatchObject({ epoch: 3, revision: 8 });
  });

  test('sends again what was based on the version that is still current', async () => {
    const { outbox, sent, server } = setUp(() => problem(409, 'superseded'));
    outbox.edit('q_1', text('mine'), true);
    await settle();
    server.answer = acknowledge;
    outbox.adopt(3, {});
    await settle();
    expect(sent[1]?.save).toMatchObject({ epoch: 3, revision: 2, value: 'mine' });
    expect(outbox.entry('q_1').conflict.value).toBeNull();
  });

  test('lets the student choose where another device saved something else', async () => {
    const { outbox, sent, server } = setUp(() => problem(409, 'superseded'));
    outbox.edit('q_1', text('mine'), true);
    await settle();
    server.answer = acknowledge;
    outbox.adopt(3, { q_1: stored('theirs', 2, 4) });
    await settle();
    expect(sent).toHaveLength(1);
    expect(outbox.entry('q_1').conflict.value).toMatchObject({ mine: { value: 'mine' }, theirs: { value: 'theirs' } });
    outbox.settle('q_1', 'mine');
    await settle();
    expect(sent[1]?.save).toMatchObject({ epoch: 3, revision: 5, value: 'mine' });
  });

  test('takes the same answer on the server as the acknowledgement that got lost', async () => {
    const { outbox } = setUp(() => unreachable());
    outbox.edit('q_1', text('same'), true);
    await settle();
    outbox.adopt(2, { q_1: stored('same', 1, 1) });
    expect(outbox.entry('q_1').line.value.kind).toBe('saved');
    expect(outbox.undelivered.value).toBe(0);
  });
});

test('a hand-in takes along what is not acknowledged, and names the revision of every question', async () => {
  const { outbox, server } = setUp();
  outbox.edit('q_1', text('saved'), true);
  await settle();
  server.answer = () => unreachable();
  outbox.edit('q_2', text('failed'), true);
  await settle();
  outbox.edit('q_3', text('typed'), false);
  expect(outbox.claimAll()).toEqual({
    saves: [
      { questionId: 'q_2', revision: 1, value: 'failed', completed: true },
      { questionId: 'q_3', revision: 1, value: 'typed', completed: true },
    ],
    revisions: { q_1: 1, q_2: 1, q_3: 1 },
  });
});
