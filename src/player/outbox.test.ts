import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from './api';
import { Outbox, type Trouble } from './outbox';
import type { Draft } from './outbox-entry';
import { acknowledgement, ok, problem, unreachable } from './test-doubles';
import type { SaveRequest, SaveResult, StoredAnswer } from './wire';

type Answer = (save: SaveRequest) => Reply<SaveResult> | Promise<Reply<SaveResult>>;

const text = (value: string): Draft => ({ value, completed: true });
const acknowledge: Answer = (save) => ok(acknowledgement(save));

function setUp(answer: Answer = acknowledge) {
  const sent: { save: SaveRequest; keepalive: boolean }[] = [];
  const saved: SaveResult[] = [];
  const troubles: Trouble[] = [];
  const server = { answer };
  const outbox = new Outbox({
    send: async (save, { keepalive }) => {
      sent.push({ save, keepalive });
      return server.answer(save);
    },
    onSaved: (result) => saved.push(result),
    onTrouble: (trouble) => troubles.push(trouble),
    random: () => 1,
  });
  outbox.adopt(1, {});
  return { outbox, sent, saved, troubles, server };
}

/** A server that answers when the test says so. */
function onDemand() {
  const waiting: ((reply: Reply<SaveResult>) => void)[] = [];
  const answer: Answer = () => new Promise((resolve) => waiting.push(resolve));
  return { answer, reply: (index: number, reply: Reply<SaveResult>) => waiting[index]?.(reply) };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('when a save is sent', () => {
  test('a choice goes out at once', async () => {
    const { outbox, sent } = setUp();
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(sent.map((s) => s.save)).toEqual([
      { questionId: 'q_1', epoch: 1, revision: 1, value: 'a', completed: true },
    ]);
  });

  test('text waits for a pause in typing', async () => {
    const { outbox, sent } = setUp();
    outbox.edit('q_1', text('a'), false);
    await vi.advanceTimersByTimeAsync(700);
    outbox.edit('q_1', text('ab'), false);
    await vi.advanceTimersByTimeAsync(799);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.map((s) => s.save.value)).toEqual(['ab']);
  });

  test('text without a pause goes out at the latest after 5 s', async () => {
    const { outbox, sent } = setUp();
    for (let key = 1; key <= 60; key += 1) {
      outbox.edit('q_1', text('x'.repeat(key)), false);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(sent).toHaveLength(1);
    expect(sent[0]?.save.value).toHaveLength(50);
  });

  test('text is well-formed and without NUL', async () => {
    const { outbox, sent } = setUp();
    outbox.edit('q_1', text('a\uD800b\u0000c'), true);
    await settle();
    expect(sent[0]?.save.value).toBe('a\uFFFDbc');
  });
});

describe('while a save is under way', () => {
  test('new edits wait and only the newest of them is sent', async () => {
    const server = onDemand();
    const { outbox, sent } = setUp(server.answer);
    outbox.edit('q_1', text('a'), true);
    outbox.edit('q_1', text('b'), true);
    outbox.edit('q_1', text('c'), true);
    await settle();
    expect(sent).toHaveLength(1);
    server.reply(0, ok(acknowledgement(sent[0]?.save as SaveRequest)));
    await settle();
    expect(sent.map((s) => [s.save.revision, s.save.value])).toEqual([
      [1, 'a'],
      [2, 'c'],
    ]);
    expect(outbox.entry('q_1').line.value.kind).toBe('saving');
  });

  test('another question does not wait', async () => {
    const server = onDemand();
    const { outbox, sent } = setUp(server.answer);
    outbox.edit('q_1', text('a'), true);
    outbox.edit('q_2', text('b'), true);
    await settle();
    expect(sent.map((s) => s.save.questionId)).toEqual(['q_1', 'q_2']);
  });
});

describe('what counts as saved', () => {
  test('only the acknowledgement of exactly that version', async () => {
    const { outbox, server } = setUp((save) => ok(acknowledgement(save, { revision: save.revision + 1 })));
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(outbox.entry('q_1').line.value.kind).toBe('retrying');
    server.answer = acknowledge;
    await vi.advanceTimersByTimeAsync(500);
    expect(outbox.entry('q_1').line.value).toEqual({ kind: 'saved', at: '2026-01-05T10:32:05.000Z' });
  });

  test('an acknowledged save that was not applied is sent again under a higher revision', async () => {
    const { outbox, sent, saved } = setUp((save) => ok(acknowledgement(save, { applied: save.revision > 1 })));
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(sent.map((s) => s.save.revision)).toEqual([1, 2]);
    expect(saved.map((s) => s.revision)).toEqual([2]);
  });
});

describe('a failing save', () => {
  test('is tried again under the same revision, later and later, at most every 30 s', async () => {
    const { outbox, sent } = setUp(() => unreachable());
    outbox.edit('q_1', text('a'), true);
    await settle();
    const times: number[] = [];
    for (let second = 0; second < 240; second += 1) {
      const before = sent.length;
      await vi.advanceTimersByTimeAsync(500);
      if (sent.length > before) times.push((second + 1) / 2);
    }
    expect(times).toEqual([0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 61.5, 91.5]);
    expect(new Set(sent.map((s) => s.save.revision))).toEqual(new Set([1]));
    expect(outbox.isFailing.value).toBe(true);
  });

  test('waits as long as the server asks', async () => {
    const { outbox, sent } = setUp(() => unreachable(20_000));
    outbox.edit('q_1', text('a'), true);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
  });

  test('takes the newest text along when it is tried again, and typing does not hurry it', async () => {
    const { outbox, sent, server } = setUp(() => unreachable(4_000));
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_1', text('ab'), false);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(sent).toHaveLength(1);
    server.answer = acknowledge;
    await vi.advanceTimersByTimeAsync(100);
    expect(sent.map((s) => [s.save.revision, s.save.value])).toEqual([
      [1, 'a'],
      [2, 'ab'],
    ]);
    expect(outbox.isFailing.value).toBe(false);
  });

  test('of one question lets the others through at once when the first arrives', async () => {
    const { outbox, sent, server } = setUp(() => unreachable(10_000));
    outbox.edit('q_1', text('a'), true);
    outbox.edit('q_2', text('b'), true);
    await settle();
    server.answer = acknowledge;
    outbox.edit('q_3', text('c'), true);
    await settle();
    expect(sent.slice(2).map((s) => s.save.questionId)).toEqual(['q_3', 'q_1', 'q_2']);
    expect(outbox.undelivered.value).toBe(0);
  });
});

describe('a refused save', () => {
  test.each([400, 404, 413, 422])(
    'with %i concerns one question, keeps its text and stops nothing else',
    async (status) => {
      const { outbox, sent } = setUp((save) =>
        save.questionId === 'q_1' ? problem(status, 'invalid-input') : acknowledge(save),
      );
      outbox.edit('q_1', text('a'), true);
      outbox.edit('q_2', text('b'), true);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(sent.filter((s) => s.save.questionId === 'q_1')).toHaveLength(1);
      expect(outbox.entry('q_1').line.value).toEqual({ kind: 'refused', why: 'rejected' });
      expect(outbox.entry('q_1').refused?.draft.value).toBe('a');
      expect(outbox.entry('q_2').line.value.kind).toBe('saved');
      expect(outbox.isFailing.value).toBe(false);
    },
  );

  test.each([401, 408, 429, 500, 503])('with %i is only a failure', async (status) => {
    const { outbox } = setUp(() => problem(status, 'whatever'));
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(outbox.entry('q_1').line.value.kind).toBe('retrying');
  });

  test('for a revision that holds another answer goes out under the next one', async () => {
    const { outbox, sent } = setUp((save) =>
      save.revision === 1 ? problem(409, 'revision-conflict') : acknowledge(save),
    );
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(sent.map((s) => s.save.revision)).toEqual([1, 2]);
  });

  test('by another holder stops everything and keeps it', async () => {
    const { outbox, sent, troubles } = setUp(() => problem(409, 'superseded'));
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_2', text('b'), true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(troubles).toEqual(['superseded']);
    expect(sent).toHaveLength(1);
    expect(outbox.undelivered.value).toBe(2);
  });

  test('that came too late says so', async () => {
    const { outbox, troubles } = setUp(() => problem(409, 'late'));
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(troubles).toEqual(['over']);
    expect(outbox.entry('q_1').line.value).toEqual({ kind: 'refused', why: 'late' });
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
