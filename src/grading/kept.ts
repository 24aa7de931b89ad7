import { type ReadonlySignal, signal } from '@preact/signals';
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { Seal, type Sealed } from '../player/saving/sealed';
import { type Held, keyOf, type Target } from './held';
import type { Keeper } from './outbox';

type Key = [embed: string, who: string, questionId: string];

interface Schema extends DBSchema {
  grades: { key: Key; value: Sealed };
}

const NAME = 'examlet-staff';
/** Storage that takes longer is treated as if it were not there. */
const PATIENCE_MS = 3_000;

/**
 * Keeps in IndexedDB what the server has not yet, encrypted under a key that only an open flow has: a grade, its
 * comment and whose it is. Where storage is refused nothing fails, and {@link isBlocked} says so.
 */
export class Kept implements Keeper {
  readonly #isBlocked = signal(false);
  readonly #embed: string;
  readonly #next = new Map<string, { readonly target: Target; readonly held: Held | null }>();
  readonly #writing = new Map<string, Promise<void>>();
  #seal: Seal | null = null;
  #database: IDBPDatabase<Schema> | null = null;

  constructor(embed: string) {
    this.#embed = embed;
  }

  /** True when grades live in this page only until they are saved. */
  get isBlocked(): ReadonlySignal<boolean> {
    return this.#isBlocked;
  }

  /** Opens what is kept under a key in base64url, and returns it. Never throws. */
  async open(key: string): Promise<readonly Held[]> {
    try {
      this.#seal = await Seal.of([key.replace(/-/g, '+').replace(/_/g, '/')]);
      if (!this.#seal) throw new Error('encryption needs https');
      this.#database = await inTime(openDatabase());
      return await inTime(this.#read(this.#database, this.#seal));
    } catch {
      this.#isBlocked.value = true;
      return [];
    }
  }

  keep(held: Held): void {
    this.#write(held, held);
  }

  forget(target: Target): void {
    this.#write(target, null);
  }

  /** Ends when all that was asked for is done. */
  async settled(): Promise<void> {
    while (this.#writing.size > 0) await Promise.all(this.#writing.values());
  }

  /** Removes everything of this flow. */
  async erase(): Promise<void> {
    this.#next.clear();
    await this.settled();
    await this.#try((database) => database.delete('grades', IDBKeyRange.bound([this.#embed], [this.#embed, []])));
  }

  /** One write of an answer at a time, each with the newest. */
  #write(target: Target, held: Held | null): void {
    const key = keyOf(target);
    this.#next.set(key, { target, held });
    if (this.#writing.has(key)) return;
    const write = async () => {
      for (let next = this.#next.get(key); next; next = this.#next.get(key)) {
        this.#next.delete(key);
        await this.#put(next.target, next.held);
      }
    };
    this.#writing.set(
      key,
      write().finally(() => this.#writing.delete(key)),
    );
  }

  async #put(target: Target, held: Held | null): Promise<void> {
    const seal = this.#seal;
    if (!seal) return;
    const key: Key = [this.#embed, target.who, target.questionId];
    await this.#try(async (database) => {
      if (held) await database.put('grades', await seal.close(held, purposeOf(key)), key);
      else await database.delete('grades', key);
    });
  }

  async #read(database: IDBPDatabase<Schema>, seal: Seal): Promise<readonly Held[]> {
    const keys = await database.getAllKeys('grades', IDBKeyRange.bound([this.#embed], [this.#embed, []]));
    const opened = keys.map(async (key) => {
      const sealed = await database.get('grades', key);
      return sealed ? ((await seal.open(sealed, purposeOf(key))) as Held | null) : null;
    });
    return (await Promise.all(opened)).filter((held) => held !== null);
  }

  async #try(work: (database: IDBPDatabase<Schema>) => Promise<void>): Promise<void> {
    if (!this.#database) return;
    try {
      await inTime(work(this.#database));
      this.#isBlocked.value = false;
    } catch {
      this.#isBlocked.value = true;
    }
  }
}

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(NAME, 1, {
    upgrade: (database) => void database.createObjectStore('grades'),
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

function purposeOf([embed, who, questionId]: Key): string {
  return `examlet-grades\n${embed}\n${who}\n${questionId}`;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('storage took too long')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
