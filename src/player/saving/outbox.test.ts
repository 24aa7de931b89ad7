import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SaveRequest } from '../server/wire';
import { acknowledgement, ok, problem, unreachable } from '../test/doubles';
import { text } from '../test/entries';
import { acknowledge, onDemand, settle, setUp } from '../test/outbox';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

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
