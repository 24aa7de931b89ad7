import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SaveRequest, StoredAnswer } from '../server/wire';
import { acknowledgement, ok, problem, unreachable } from '../test/doubles';
import { text } from '../test/entries';
import { acknowledge, onDemand, settle, setUp } from '../test/outbox';
import type { KeptAnswer } from './draft';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('what this browser keeps', () => {
  const record = (more: Partial<KeptAnswer> = {}): KeptAnswer => ({
    questionId: 'q_1',
    epoch: 1,
    draft: text('from the page before'),
    base: null,
    revision: 0,
    writtenAt: '2026-01-05T09:59:00.000Z',
    ...more,
  });
  const stored = (epoch: number, revision: number, value: string): StoredAnswer => ({
    value,
    completed: true,
    epoch,
    revision,
    savedAt: '2026-01-05T09:58:00.000Z',
  });

  test('an answer is kept before it is sent', async () => {
    const { outbox, sent, kept } = setUp();
    let onDisk: () => void = () => undefined;
    kept.keep.mockImplementation(() => new Promise<void>((resolve) => (onDisk = resolve)));
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(sent).toEqual([]);
    onDisk();
    await settle();
    expect(sent).toHaveLength(1);
    expect(kept.keep).toHaveBeenCalledWith(
      expect.objectContaining({ questionId: 'q_1', epoch: 1, base: null, revision: 0 }),
    );
  });

  test('a disk that hangs holds no answer up for longer than a second', async () => {
    const { outbox, sent, kept } = setUp();
    kept.keep.mockImplementation(() => new Promise<void>(() => undefined));
    outbox.edit('q_1', text('a'), true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(1);
  });

  test('the acknowledgement of the newest draft ends the keeping, one of an older draft does not', async () => {
    const { answer, reply } = onDemand();
    const { outbox, sent, kept } = setUp(answer);
    kept.forget.mockClear();
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_1', text('b'), true);
    reply(0, ok(acknowledgement(sent[0]?.save as SaveRequest)));
    await settle();
    expect(kept.forget).not.toHaveBeenCalled();
    reply(1, ok(acknowledgement(sent[1]?.save as SaveRequest)));
    await settle();
    expect(kept.forget).toHaveBeenCalledWith('q_1');
  });

  test('what an earlier page did not deliver is sent under the new epoch', async () => {
    const { outbox, sent, kept } = setUp();
    outbox.adopt(2, {}, [record()]);
    await settle();
    expect(sent[0]?.save).toEqual({
      questionId: 'q_1',
      epoch: 2,
      revision: 1,
      value: 'from the page before',
      completed: true,
    });
    expect(kept.adopt).toHaveBeenCalledWith(record());
    expect(kept.keep).toHaveBeenCalledWith(expect.objectContaining({ epoch: 2 }));
  });

  test('what another device saved meanwhile is not overwritten: the student chooses', async () => {
    const { outbox, sent, kept } = setUp();
    outbox.adopt(3, { q_1: stored(2, 1, 'from the phone') }, [record()]);
    await settle();
    expect(sent).toEqual([]);
    expect(outbox.entry('q_1').conflict.value?.mine.value).toBe('from the page before');
    expect(kept.drop).not.toHaveBeenCalled();
    outbox.settle('q_1', 'mine');
    await settle();
    expect(sent[0]?.save).toMatchObject({ epoch: 3, revision: 2, value: 'from the page before' });
  });

  test('the choice for the saved answer removes what was kept', () => {
    const { outbox, kept } = setUp();
    outbox.adopt(3, { q_1: stored(2, 1, 'from the phone') }, [record()]);
    outbox.settle('q_1', 'theirs');
    expect(kept.drop).toHaveBeenCalledWith(record());
    expect(outbox.entry('q_1').conflict.value).toBeNull();
  });

  test('of several that were never delivered each is offered', async () => {
    const { outbox } = setUp();
    const older = record({ epoch: 1, draft: text('older') });
    outbox.adopt(4, { q_1: stored(3, 1, 'saved') }, [record({ epoch: 2, draft: text('newer') }), older]);
    expect(outbox.entry('q_1').conflict.value?.mine.value).toBe('newer');
    outbox.settle('q_1', 'theirs');
    expect(outbox.entry('q_1').conflict.value?.mine.value).toBe('older');
  });

  test('a save whose acknowledgement was lost is this page’s own, and no conflict after it opens again', async () => {
    const { outbox, sent, server } = setUp(() => unreachable());
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_1', text('b'), true);
    server.answer = acknowledge;
    outbox.adopt(2, { q_1: stored(1, 1, 'a') });
    await settle();
    expect(outbox.entry('q_1').conflict.value).toBeNull();
    expect(sent[sent.length - 1]?.save).toMatchObject({ epoch: 2, value: 'b' });
  });

  test('what the teacher has is not kept any more', async () => {
    const { outbox, kept } = setUp(() => problem(409, 'late', [], { retained: true }));
    kept.forget.mockClear();
    outbox.edit('q_1', text('a'), true);
    await settle();
    expect(outbox.entry('q_1').line.value).toEqual({ kind: 'refused', why: 'retained' });
    expect(outbox.undelivered.value).toBe(0);
    expect(outbox.retained.value).toBe(1);
    expect(kept.forget).toHaveBeenCalledWith('q_1');
  });

  test('after the end what was kept is sent once under its own epoch, for the teacher', async () => {
    const { outbox, sent } = setUp(() => problem(409, 'session-completed', [], { retained: true }));
    outbox.sendAfterEnd([record({ epoch: 5, revision: 3 })]);
    await settle();
    expect(sent[0]?.save).toMatchObject({ epoch: 5, revision: 4, value: 'from the page before' });
    expect(outbox.retained.value).toBe(1);
  });

  test('with the hand-in goes what the student did not choose, for the teacher', async () => {
    const { outbox, sent } = setUp(() => problem(409, 'session-completed', [], { retained: true }));
    outbox.adopt(3, { q_1: stored(2, 1, 'from the phone') }, [record()]);
    outbox.handedIn();
    outbox.finish();
    await settle();
    expect(sent[0]?.save).toMatchObject({ epoch: 1, value: 'from the page before' });
    expect(outbox.undelivered.value).toBe(0);
  });

  test('the rescue file has every answer that the server has in no way', async () => {
    const { outbox } = setUp(() => unreachable());
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_2', text('b'), false);
    expect(outbox.undeliveredAnswers()).toEqual([
      expect.objectContaining({ questionId: 'q_1', epoch: 1, revision: 1, draft: text('a') }),
      expect.objectContaining({ questionId: 'q_2', epoch: 1, revision: 1, draft: text('b') }),
    ]);
  });

  test('a choice that was not made stays one when the page opens again', async () => {
    const { outbox, sent } = setUp();
    outbox.adopt(3, { q_1: stored(2, 1, 'from the phone') }, [record()]);
    outbox.adopt(4, { q_1: stored(2, 1, 'from the phone') });
    await settle();
    expect(sent).toEqual([]);
    expect(outbox.entry('q_1').conflict.value?.mine.value).toBe('from the page before');
  });

  test('what another device handed in without goes on from here, for the teacher', async () => {
    const { outbox, server } = setUp(() => problem(409, 'superseded', [], { retained: true }));
    outbox.edit('q_1', text('never delivered'), true);
    await settle();
    server.answer = () => problem(409, 'session-completed', [], { retained: true });
    outbox.finish();
    await settle();
    expect(outbox.retained.value).toBe(1);
    expect(outbox.undelivered.value).toBe(0);
  });

  test('a refused answer does not take the newer one along', async () => {
    const { answer, reply } = onDemand();
    const { outbox, sent, kept } = setUp(answer);
    outbox.edit('q_1', text('a'), true);
    await settle();
    outbox.edit('q_1', text('b'), false);
    kept.forget.mockClear();
    reply(0, problem(409, 'late', [], { retained: true }));
    await settle();
    expect(kept.forget).not.toHaveBeenCalled();
    expect(sent[1]?.save.value).toBe('b');
  });
});
