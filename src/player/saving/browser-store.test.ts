import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { BrowserStore } from './browser-store';
import type { KeptAnswer } from './draft';
import { rescueFile } from './rescue';
import { base64Of, Seal } from './sealed';

const key = (fill: number) => base64Of(new Uint8Array(32).fill(fill));
const answer = (more: Partial<KeptAnswer> = {}): KeptAnswer => ({
  questionId: 'q_1',
  epoch: 1,
  draft: { value: 'the words of a student', completed: true },
  base: null,
  revision: 0,
  writtenAt: '2026-01-05T10:00:00.000Z',
  ...more,
});

/** Another page of the same browser. */
async function reload(sessionId = 'session_1', keys: readonly string[] = [key(1)]) {
  const kept = new BrowserStore();
  return { kept, found: await kept.open(sessionId, keys) };
}

/** Every byte that lies in the browser's storage, as text. */
async function raw(): Promise<string> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const open = indexedDB.open('examlet');
    open.onsuccess = () => resolve(open.result);
  });
  const values = await new Promise<{ data: Uint8Array }[]>((resolve) => {
    const all = database.transaction('outbox').objectStore('outbox').getAll();
    all.onsuccess = () => resolve(all.result);
  });
  database.close();
  return values.map(({ data }) => new TextDecoder('latin1').decode(data)).join('\n');
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('what is kept', () => {
  test('is there for the next page, newest first', async () => {
    const { kept } = await reload();
    await kept.keep(answer());
    await kept.keep(answer({ questionId: 'q_2', writtenAt: '2026-01-05T10:00:01.000Z' }));
    const { found } = await reload();
    expect(found.map((each) => each.questionId)).toEqual(['q_2', 'q_1']);
    expect(found[1]).toEqual(answer());
  });

  test('is the newest draft, however fast they come', async () => {
    const { kept } = await reload();
    const writes = Array.from({ length: 50 }, (_, i) =>
      kept.keep(answer({ draft: { value: `${i}`, completed: true } })),
    );
    await Promise.all(writes);
    expect((await reload()).found.map((each) => each.draft.value)).toEqual(['49']);
  });

  test('can be read by nobody without the key, and not under another name', async () => {
    const { kept } = await reload();
    await kept.keep(answer());
    expect(await raw()).not.toContain('words');
    expect((await reload('session_1', [key(2)])).found).toEqual([]);
    expect((await reload('session_2')).found).toEqual([]);
  });

  test('can be read with the key before the last change of the secret', async () => {
    const { kept } = await reload();
    await kept.keep(answer());
    expect((await reload('session_1', [key(2), key(1)])).found).toHaveLength(1);
  });

  test('goes when the server has it', async () => {
    const { kept } = await reload();
    await kept.keep(answer());
    await kept.forget('q_1');
    expect((await reload()).found).toEqual([]);
    expect(await BrowserStore.has('session_1')).toBe(false);
  });

  test('of an older epoch goes with the newer draft that was made of it, and otherwise stays', async () => {
    const before = await reload();
    await before.kept.keep(answer());
    await before.kept.keep(answer({ questionId: 'q_2' }));
    const { kept, found } = await reload();
    kept.adopt(found.find((each) => each.questionId === 'q_1') as KeptAnswer);
    await kept.keep(answer({ epoch: 2 }));
    await kept.keep(answer({ questionId: 'q_2', epoch: 2 }));
    const left = (await reload()).found.map((each) => `${each.questionId} ${each.epoch}`);
    expect(left.sort()).toEqual(['q_1 2', 'q_2 1', 'q_2 2']);
  });

  test('is erased with the session and leaves other sessions alone', async () => {
    const one = await reload();
    const two = await reload('session_2');
    await one.kept.keep(answer());
    await two.kept.keep(answer());
    await one.kept.erase();
    expect(await BrowserStore.has('session_1')).toBe(false);
    expect(await BrowserStore.has('session_2')).toBe(true);
  });
});

test('slow storage is not taken for an empty one once the exam is over', async () => {
  const { kept } = await reload();
  await kept.keep(answer());
  const release = await holdUp();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const has = BrowserStore.has('session_1');
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  release();
  expect(await has).toBe(true);
});

/** Keeps everybody else from the storage until it is released. */
async function holdUp(): Promise<() => void> {
  let isReleased = false;
  const database = await new Promise<IDBDatabase>((resolve) => {
    const open = indexedDB.open('examlet');
    open.onsuccess = () => resolve(open.result);
  });
  const outbox = database.transaction('outbox', 'readwrite').objectStore('outbox');
  const again = () => {
    if (isReleased) database.close();
    else outbox.count().onsuccess = again;
  };
  again();
  return () => {
    isReleased = true;
  };
}

describe('where nothing can be kept', () => {
  test('blocked storage is said, and nothing fails', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    const { kept } = await reload();
    await kept.keep(answer());
    await kept.forget('q_1');
    expect(kept.isBlocked.value).toBe(true);
  });

  test('a full disk is said, until there is room again', async () => {
    const { kept } = await reload();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await kept.keep(answer());
    await kept.forget('q_1');
    expect(kept.isBlocked.value).toBe(true);
    put.mockRestore();
    await kept.keep(answer());
    expect(kept.isBlocked.value).toBe(false);
  });

  test('a page that may not encrypt says so', async () => {
    vi.stubGlobal('crypto', {});
    expect((await reload()).kept.isBlocked.value).toBe(true);
    vi.unstubAllGlobals();
  });

  test('without keys nothing is kept, and there is nothing to say', async () => {
    const { kept } = await reload('session_1', []);
    await kept.keep(answer());
    expect(kept.isBlocked.value).toBe(false);
    expect(await BrowserStore.has('session_1')).toBe(false);
  });
});

test('a rescue file opens with the key of its session only, and says what was written when', async () => {
  const seal = (await Seal.of([key(1)])) as Seal;
  const file = await rescueFile([answer({ epoch: 3, revision: 7 })], 'session_1', '2026-01-05T11:00:00.000Z', seal);
  expect(file).toMatchObject({ type: 'examlet-rescue', v: 1, sessionId: 'session_1' });
  expect(JSON.stringify(file)).not.toContain('words');
  const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const sealed = { iv: bytes(file.iv), data: bytes(file.data) };
  expect(await seal.open(sealed, 'examlet-rescue\nsession_1')).toEqual({
    answers: [
      {
        questionId: 'q_1',
        epoch: 3,
        revision: 7,
        value: 'the words of a student',
        completed: true,
        writtenAt: '2026-01-05T10:00:00.000Z',
      },
    ],
  });
  expect(await seal.open(sealed, 'examlet-rescue\nsession_2')).toBeNull();
});
