import type { KeptAnswer } from '../saving/draft';
import { Outbox } from '../saving/outbox';
import type { Reply } from '../server/api';
import type { SaveRequest, SaveResult, StoredAnswer } from '../server/wire';
import { acknowledgement, ok, problem, unreachable } from './doubles';

export const QUESTIONS = ['q_1', 'q_2'] as const;
export type QuestionId = (typeof QUESTIONS)[number];
/** What becomes of a request: it arrives, gets lost, its answer gets lost, or something answers for the server. */
export type Line = 'well' | 'offline' | 'answer-lost' | 400 | 413 | 429 | 500 | 'question-locked' | 'late';

/** The server: the newest version of each answer, and everything that it ever stored or kept aside. */
class Server {
  line: Line = 'well';
  epoch = 1;
  isOver = false;
  readonly answers: Record<string, StoredAnswer> = {};
  readonly #versions = new Map<string, string>();
  readonly #keptAside: string[] = [];

  holds(questionId: string, value: string): boolean {
    return [...this.#versions, ...this.#keptAside.map((each) => [each, each] as const)].some(
      ([key, stored]) => key.startsWith(questionId) && stored.endsWith(` ${value}`),
    );
  }

  reply(save: SaveRequest): Reply<SaveResult> {
    const { line } = this;
    if (line === 'offline') return unreachable();
    if (line === 429) return { ok: false, status: 429, problem: null, retryAfterMs: 4_000 };
    if (line === 'question-locked' || line === 'late') return problem(409, line);
    if (typeof line === 'number') return problem(line, 'whatever');
    const reply = this.#store(save);
    return line === 'answer-lost' ? unreachable() : reply;
  }

  /** Another device of the student. */
  writeElsewhere(questionId: string, value: string | null): void {
    this.epoch += 1;
    if (value === null) return;
    this.#take({ questionId, epoch: this.epoch, revision: 1, value, completed: true });
  }

  #store(save: SaveRequest): Reply<SaveResult> {
    const key = `${save.questionId} ${save.epoch} ${save.revision}`;
    const value = ` ${String(save.value)}`;
    if (this.isOver) {
      this.#keptAside.push(`${save.questionId}${value}`);
      return problem(409, 'session-completed', [], { retained: true });
    }
    if (save.epoch < this.epoch) return problem(409, 'superseded');
    const known = this.#versions.get(key);
    if (known !== undefined && known !== value) return problem(409, 'revision-conflict');
    return ok(acknowledgement(save, { applied: this.#take(save) }));
  }

  #take(save: SaveRequest): boolean {
    const { questionId, epoch, revision, value } = save;
    this.#versions.set(`${questionId} ${epoch} ${revision}`, ` ${String(value)}`);
    const newest = this.answers[questionId];
    if (newest && (newest.epoch > epoch || (newest.epoch === epoch && newest.revision > revision))) return false;
    this.answers[questionId] = { value, completed: true, epoch, revision, savedAt: '2026-01-05T10:32:05.000Z' };
    return true;
  }
}

/** This browser's disk, as `BrowserStore` writes it: it outlives the page, and what a page knows of it does not. */
class Disk {
  readonly records = new Map<string, KeptAnswer>();

  open(): ConstructorParameters<typeof Outbox>[0]['browserStore'] {
    const known = new Map<string, Set<number>>();
    const of = (id: string) => known.get(id) ?? known.set(id, new Set()).get(id) ?? new Set<number>();
    const forget = (id: string) => {
      for (const epoch of of(id)) this.records.delete(`${id} ${epoch}`);
      known.delete(id);
    };
    return {
      keep: async (answer) => {
        forget(answer.questionId);
        of(answer.questionId).add(answer.epoch);
        this.records.set(`${answer.questionId} ${answer.epoch}`, answer);
      },
      forget: async (id) => forget(id),
      drop: async ({ questionId, epoch }) => void this.records.delete(`${questionId} ${epoch}`),
      adopt: ({ questionId, epoch }) => void of(questionId).add(epoch),
    };
  }

  newestFirst(): KeptAnswer[] {
    return [...this.records.values()].sort((a, b) => b.writtenAt.localeCompare(a.writtenAt) || b.epoch - a.epoch);
  }

  holds(questionId: string, value: string): boolean {
    return [...this.records.values()].some((each) => each.questionId === questionId && each.draft.value === value);
  }
}

/** A student at a page, and what of their words must never be lost. */
export class Story {
  readonly server = new Server();
  readonly disk = new Disk();
  outbox = this.#page();
  #clock = 0;
  #written = 0;
  #mustHave: { readonly questionId: QuestionId; readonly value: string }[] = [];
  #isHeld = false;
  #isStopped = false;

  constructor() {
    this.outbox.adopt(1, {});
  }

  edit(questionId: QuestionId, isImmediate: boolean): void {
    if (this.server.isOver) return;
    this.#written += 1;
    const value = `text ${this.#written}.`;
    const entry = this.outbox.entry(questionId);
    const conflict = entry.conflict.peek();
    // Words that are written over are gone by the student's own will; those of an earlier page are theirs to choose.
    const over = conflict
      ? conflict.kept
        ? null
        : conflict.mine.value
      : (entry.unsent ?? entry.refused?.draft)?.value;
    this.#mustHave = this.#mustHave.filter((each) => each.questionId !== questionId || each.value !== over);
    this.#mustHave.push({ questionId, value });
    this.outbox.edit(questionId, { value, completed: true }, isImmediate);
  }

  choose(questionId: QuestionId, keep: 'mine' | 'theirs'): void {
    const mine = this.outbox.entry(questionId).conflict.peek()?.mine.value;
    if (keep === 'theirs') {
      this.#mustHave = this.#mustHave.filter((each) => each.questionId !== questionId || each.value !== mine);
    }
    this.outbox.settle(questionId, keep);
  }

  /** The same page takes the exam up again. */
  open(): void {
    if (this.server.isOver) return;
    this.server.epoch += 1;
    this.outbox.adopt(this.server.epoch, { ...this.server.answers }, this.disk.newestFirst());
    this.#isHeld = this.#isStopped = false;
  }

  /** The page is gone, with all that was in its memory; another takes the exam up. */
  reload(): void {
    this.outbox.hold();
    this.outbox = this.#page();
    if (this.server.isOver) this.outbox.sendAfterEnd(this.disk.newestFirst());
    else this.open();
  }

  pause(): void {
    this.#isHeld = true;
    this.outbox.hold();
  }

  goOn(): void {
    if (this.#isHeld && !this.#isStopped) this.outbox.resume();
    this.#isHeld = false;
  }

  /** A hand-in that the server takes, or that never reaches it. */
  handIn(arrives: boolean): void {
    if (this.server.isOver || this.#isHeld) return;
    const { saves } = this.outbox.claimAll();
    if (!arrives || this.server.line !== 'well') return;
    if (saves.some((save) => !this.server.reply({ ...save, epoch: this.server.epoch }).ok)) return;
    this.server.isOver = true;
    this.outbox.handedIn();
    this.outbox.finish();
  }

  end(): void {
    this.server.isOver = true;
    this.outbox.finish();
  }

  /** What waits in a page that may send, though nothing keeps it from arriving. */
  stuck(): readonly string[] {
    return QUESTIONS.filter((questionId) => !this.#isStopped && this.outbox.entry(questionId).unsent !== null);
  }

  /** What is neither on the server nor on this browser's disk. */
  lost(): readonly string[] {
    return this.#mustHave
      .filter(({ questionId, value }) => !this.server.holds(questionId, value) && !this.disk.holds(questionId, value))
      .map(({ questionId, value }) => `${questionId} ${value}`);
  }

  /** Questions whose line says that all is saved while the server lacks what was written last in this page. */
  lies(): readonly string[] {
    return QUESTIONS.filter((questionId) => {
      const entry = this.outbox.entry(questionId);
      return entry.line.value.kind === 'saved' && entry.unsent !== null;
    });
  }

  /** What is not on the server, and nobody is told so. */
  silent(): readonly string[] {
    return this.#mustHave
      .filter(({ questionId, value }) => {
        const { line, refused, conflict } = this.outbox.entry(questionId);
        const isTold = line.value.kind === 'refused' && refused?.draft.value === value;
        return !this.server.holds(questionId, value) && !isTold && conflict.value?.mine.value !== value;
      })
      .map(({ questionId, value }) => `${questionId} ${value}`);
  }

  #page(): Outbox {
    return new Outbox({
      send: async (save) => {
        await new Promise((resolve) => setTimeout(resolve, 40));
        return this.server.reply(save);
      },
      onSaved: () => undefined,
      onSessionRefused: (refusal) => {
        this.#isStopped ||= refusal !== 'over';
      },
      browserStore: this.disk.open(),
      now: () => {
        this.#clock += 1;
        return new Date(Date.UTC(2026, 0, 5) + this.#clock * 1_000).toISOString();
      },
      random: () => 1,
    });
  }
}
