import { type ReadonlySignal, signal } from '@preact/signals';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { KeptAnswer } from './draft';
import { Seal, type Sealed } from './sealed';

type Key = [sessionId: string, questionId: string, epoch: number];

interface Schema extends DBSchema {
  outbox: { key: Key; value: Sealed };
}

const NAME = 'examlet';
/** Storage that takes longer is treated as if it were not there; what it does later does no harm. */
const PATIENCE_MS = 3_000;

/**
 * Keeps unacknowledged answers in IndexedDB, so that they survive the page: one record for each question and epoch,
 * encrypted under the keys of the exam session. Where storage is blocked or full nothing fails: the answers are in
 * memory, and {@link isBlocked} says so.
 */
export class BrowserStore {
  readonly #isBlocked = signal(false);
  readonly #writes = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, KeptAnswer | null>();
  readonly #epochs = new Map<string, Set<number>>();
  #sessionId = '';
  #seal: Seal | null = null;
  #database: IDBPDatabase<Schema> | null = null;

  /** True when answers live in this page only until they are saved. */
  get isBlocked(): ReadonlySignal<boolean> {
    return this.#isBlocked;
  }

  /** Encrypts for the teacher of this session; null when this page cannot. */
  get seal(): Seal | null {
    return this.#seal;
  }

  /**
   * Opens what is kept of an exam session and returns it, newest first. Never throws; without keys nothing is kept, and
   * nothing is said about it.
   */
  async open(sessionId: string, keys: readonly string[]): Promise<readonly KeptAnswer[]> {
    this.#sessionId = sessionId;
    if (keys.length === 0) return [];
    try {
      this.#seal = await Seal.of(keys);
      if (!this.#seal) throw new Error('encryption needs https');
      this.#database ??= await inTime(openDatabase());
      const found = await inTime(this.#read(this.#database, this.#seal));
      this.#isBlocked.value = false;
      return found;
    } catch {
      this.#fail();
      return [];
    }
  }

  /** True when this browser keeps something of that session; needs no key. Waits for storage however slow it is. */
  static async has(sessionId: string): Promise<boolean> {
    try {
      const database = await openDatabase();
      const count = await database.count('outbox', rangeOf(sessionId));
      database.close();
      return count > 0;
    } catch {
      return false;
    }
  }

  /**
   * Keeps the newest draft of a question. Ends when it is on disk, or cannot be; one write at a time, each with the
   * newest.
   */
  keep(answer: KeptAnswer): Promise<void> {
    this.#waiting.set(answer.questionId, answer);
    return this.#write(answer.questionId);
  }

  /** The server has the answer: what was kept of it goes. */
  forget(questionId: string): Promise<void> {
    this.#waiting.set(questionId, null);
    return this.#write(questionId);
  }

  /** Removes one record, such as the other half of a choice that was made. */
  async drop(answer: KeptAnswer): Promise<void> {
    this.#epochs.get(answer.questionId)?.delete(answer.epoch);
    await this.#try((database) => database.delete('outbox', [this.#sessionId, answer.questionId, answer.epoch]));
  }

  /** Removes everything of this exam session. */
  async erase(): Promise<void> {
    this.#waiting.clear();
    await Promise.all(this.#writes.values());
    this.#epochs.clear();
    await this.#try((database) => database.delete('outbox', rangeOf(this.#sessionId)));
  }

  #write(questionId: string): Promise<void> {
    const underWay = this.#writes.get(questionId);
    if (underWay) return underWay.then(() => (this.#waiting.has(questionId) ? this.#write(questionId) : undefined));
    const writing = this.#writeNewest(questionId).finally(() => this.#writes.delete(questionId));
    this.#writes.set(questionId, writing);
    return writing;
  }

  async #writeNewest(questionId: string): Promise<void> {
    const answer = this.#waiting.get(questionId);
    this.#waiting.delete(questionId);
    const seal = this.#seal;
    if (answer === undefined || !seal) return;
    const epochs = this.#epochs.get(questionId) ?? new Set<number>();
    await this.#try(async (database) => {
      if (answer) {
        const sealed = await seal.close(answer, purposeOf(this.#sessionId, questionId));
        await database.put('outbox', sealed, [this.#sessionId, questionId, answer.epoch]);
      }
      const old = [...epochs].filter((epoch) => epoch !== answer?.epoch);
      await Promise.all(old.map((epoch) => database.delete('outbox', [this.#sessionId, questionId, epoch])));
      this.#epochs.set(questionId, new Set(answer ? [answer.epoch] : []));
      // That something could be removed does not mean that there is room.
      if (answer) this.#isBlocked.value = false;
    });
  }

  /** From now on a write or a removal of this question takes that record along. */
  adopt(answer: KeptAnswer): void {
    const epochs = this.#epochs.get(answer.questionId) ?? new Set<number>();
    epochs.add(answer.epoch);
    this.#epochs.set(answer.questionId, epochs);
  }

  async #read(database: IDBPDatabase<Schema>, seal: Seal): Promise<readonly KeptAnswer[]> {
    const keys = await database.getAllKeys('outbox', rangeOf(this.#sessionId));
    const opened = keys.map(async ([sessionId, questionId, epoch]) => {
      const sealed = await database.get('outbox', [sessionId, questionId, epoch]);
      return sealed ? ((await seal.open(sealed, purposeOf(sessionId, questionId))) as KeptAnswer | null) : null;
    });
    const found = (await Promise.all(opened)).filter((answer) => answer !== null);
    return found.sort((a, b) => b.writtenAt.localeCompare(a.writtenAt) || b.epoch - a.epoch);
  }

  async #try(work: (database: IDBPDatabase<Schema>) => Promise<void>): Promise<void> {
    if (!this.#database) return;
    try {
      await inTime(work(this.#database));
    } catch {
      this.#fail();
    }
  }

  #fail(): void {
    this.#isBlocked.value = true;
  }
}

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(NAME, 1, {
    upgrade: (database) => void database.createObjectStore('outbox'),
    // A newer page of ours wants to change the database: this one must not hold it up.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

function rangeOf(sessionId: string): IDBKeyRange {
  return IDBKeyRange.bound([sessionId], [sessionId, []]);
}

function purposeOf(sessionId: string, questionId: string): string {
  return `examlet-outbox\n${sessionId}\n${questionId}`;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('storage took too long')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
