import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Draft, Version } from './draft';
import { atRest, type Conflict, type Entry, isRetained, isUndelivered, type Job, unsentIn } from './entry';
import type { RefusedAs } from './meaning';

/** What the line under an answer says. Never `saved` before the server has acknowledged it. */
export type SaveLine =
  | { readonly kind: 'none' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'retrying' }
  | { readonly kind: 'refused'; readonly why: RefusedAs };

/** The entry of one answer as it is shown. */
export class ShownEntry {
  readonly line: Signal<SaveLine> = signal({ kind: 'none' });
  readonly conflict: Signal<Conflict | null> = signal(null);
  #entry: Entry;

  constructor(questionId: string) {
    this.#entry = atRest(questionId);
  }

  get entry(): Entry {
    return this.#entry;
  }

  /** The version that the server was last known to hold. */
  get base(): Version | null {
    return this.#entry.base;
  }

  /** What the server has not acknowledged; null when it has everything. */
  get unsent(): Draft | null {
    return unsentIn(this.#entry);
  }

  /** What cannot be saved as it is. */
  get refused(): Job | null {
    const { state } = this.#entry;
    return state.kind === 'refused' ? state.job : null;
  }

  /** Shows where the answer stands now. `isHeld`: nothing is sent. */
  show(entry: Entry, isHeld: boolean): void {
    this.#entry = entry;
    const { state } = entry;
    const line = lineOf(entry, isHeld);
    if (!isSame(this.line.peek(), line)) this.line.value = line;
    this.conflict.value = state.kind === 'choice' ? state.conflict : null;
  }
}

function lineOf({ state, savedAt, setbacks }: Entry, isHeld: boolean): SaveLine {
  switch (state.kind) {
    case 'refused':
      return { kind: 'refused', why: state.why };
    case 'waiting':
    case 'sending':
      return { kind: isHeld || setbacks.failures > 0 ? 'retrying' : 'saving' };
    case 'rest':
    case 'choice':
      return savedAt === null ? { kind: 'none' } : { kind: 'saved', at: savedAt };
  }
}

function isSame(a: SaveLine, b: SaveLine): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The entries of all answers as they stand now, and what is seen of them together. */
export class Entries {
  readonly #entries = new Map<string, ShownEntry>();
  readonly #undelivered = signal(0);
  readonly #retained = signal(0);
  #waiting: (() => void)[] = [];

  /** How many questions have an answer that the server does not have yet. */
  readonly undelivered: ReadonlySignal<number> = this.#undelivered;
  /** How many answers came too late and are kept aside for the teacher. */
  readonly retained: ReadonlySignal<number> = this.#retained;

  of(questionId: string): ShownEntry {
    let entry = this.#entries.get(questionId);
    if (!entry) {
      entry = new ShownEntry(questionId);
      this.#entries.set(questionId, entry);
    }
    return entry;
  }

  get all(): readonly Entry[] {
    return [...this.#entries.values()].map(({ entry }) => entry);
  }

  /** Counts again; whoever waits for something looks again. */
  count(): void {
    this.#undelivered.value = this.all.filter(isUndelivered).length;
    this.#retained.value = this.all.filter(isRetained).length;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const look of waiting) look();
  }

  /** Resolves when nothing of the question (or of any) is unsent, or `isHeld` says that nothing is sent. */
  async settled(questionId: string | undefined, isHeld: () => boolean): Promise<void> {
    const isUnsent = () => {
      const entries = questionId === undefined ? this.all : [this.of(questionId).entry];
      return entries.some((entry) => unsentIn(entry) !== null);
    };
    while (!isHeld() && isUnsent()) await new Promise<void>((look) => this.#waiting.push(look));
  }
}
