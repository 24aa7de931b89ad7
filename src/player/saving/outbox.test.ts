import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../server/api';
import type { SaveRequest, SaveResult, StoredAnswer } from '../server/wire';
import { acknowledgement, ok, problem, unreachable } from '../test/doubles';
import type { Kept } from './browser-store';
import type { Trouble } from './delivery';
import type { Draft, KeptAnswer } from './draft';
import { Outbox } from './outbox';

type Answer = (save: SaveRequest) => Reply<SaveResult> | Promise<Reply<SaveResult>>;

const text = (value: string): Draft => ({ value, completed: true });
const acknowledge: Answer = (save) => ok(acknowledgement(save));

function setUp(answer: Answer = acknowledge) {
  const sent: { save: SaveRequest; keepalive: boolean }[] = [];
  const saved: SaveResult[] = [];
  const troubles: Trouble[] = [];
  const server = { answer };
  const kept = {
    keep: vi.fn<Kept['keep']>(async () => undefined),
    forget: vi.fn<Kept['forget']>(async () => undefined),
    drop: vi.fn<Kept['drop']>(async () => undefined),
    adopt: vi.fn<Kept['adopt']>(),
  };
  const outbox = new Outbox({
    send: async (save, { keepalive }) => {
      sent.push({ save, keepalive });
      return server.answer(save);
    },
    onSaved: (result) => saved.push(result),
    onTrouble: (trouble) => troubles.push(trouble),
    kept,
    now: () => '2026-01-05T10:00:00.000Z',
    random: () => 1,
  });
  outbox.adopt(1, {});
  return { outbox, sent, saved, troubles, server, kept };
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
    outbox.sendLate([record({ epoch: 5, revision: 3 })]);
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
