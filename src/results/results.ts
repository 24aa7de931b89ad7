import { type Signal, signal } from '@preact/signals';
import { again, retry } from '../player/page/retry';
import { endingOf } from '../staff/api';
import type { Staff } from '../staff/staff';
import { type Entry, type EntryPage, nameOf, type Paper, type Statistics } from './wire';

/** How many students are listed before somebody asks for more. */
const LISTED_AT_ONCE = 500;
const PAGE = 100;

/** How the students are ordered. */
export type Order = 'name' | 'score';

/** What is loaded: not yet, there, or not to be had. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'failed' };

const LOADING = { kind: 'loading' } as const;

/** The results of one exam in this page: the class, a question that was chosen, a paper that was opened. */
export class Results {
  readonly statistics: Signal<Loaded<Statistics>> = signal<Loaded<Statistics>>(LOADING);
  readonly entries: Signal<readonly Entry[]> = signal<readonly Entry[]>([]);
  /** Whether the list is whole: there is nothing more to ask for. */
  readonly isWhole = signal(false);
  readonly listFailed = signal(false);
  readonly order: Signal<Order> = signal<Order>('name');
  /** The ID of the question whose figures are shown whole. */
  readonly chosen: Signal<string | null> = signal<string | null>(null);
  /** The name of the paper that is open; null for the class. */
  readonly opened: Signal<string | null> = signal<string | null>(null);
  readonly paper: Signal<Loaded<Paper>> = signal<Loaded<Paper>>(LOADING);
  readonly staff: Staff;
  #cursor: string | null = null;
  #isListing = false;

  constructor(staff: Staff) {
    this.staff = staff;
  }

  /** Opens the flow, then fetches what it shows first. */
  async begin(): Promise<void> {
    const opened = await this.staff.open();
    if (!opened) return;
    const examId = this.staff.page.exam?.id;
    this.staff.became('started', examId ? { examId } : {});
    const wished = this.staff.page.presets['sessionId'];
    if (typeof wished === 'string') void this.open(wished);
    await Promise.all([this.#count(), this.list(LISTED_AT_ONCE)]);
  }

  /** Fetches more of the list, up to that many students further. */
  async list(more: number): Promise<void> {
    if (this.#isListing || this.isWhole.peek()) return;
    this.#isListing = true;
    this.listFailed.value = false;
    const aim = this.entries.peek().length + more;
    while (!this.isWhole.peek() && this.entries.peek().length < aim) {
      const page = await this.#get<EntryPage>(
        `results?limit=${PAGE}${this.#cursor ? `&cursor=${encodeURIComponent(this.#cursor)}` : ''}`,
      );
      if (!page) {
        this.listFailed.value = true;
        break;
      }
      this.entries.value = [...this.entries.peek(), ...page.items];
      this.#cursor = page.nextCursor;
      this.isWhole.value = page.nextCursor === null;
    }
    this.#isListing = false;
  }

  /** The students in the order that was asked for. */
  sorted(): readonly Entry[] {
    const { collator } = this.staff.texts;
    const byName = (a: Entry, b: Entry) => collator.compare(this.nameOf(a), this.nameOf(b));
    const share = ({ score }: Entry) => (score && score.maxPoints > 0 ? score.points / score.maxPoints : -1);
    return this.order.value === 'name'
      ? [...this.entries.value].sort(byName)
      : [...this.entries.value].sort((a, b) => share(b) - share(a) || byName(a, b));
  }

  /** How a student is called on this page. */
  nameOf({ student, paper }: Entry): string {
    const { t } = this.staff.texts;
    return (
      student?.name?.trim() || (paper ? t('paperNamed', { paper: paper.slice(0, 6).toUpperCase() }) : t('nameless'))
    );
  }

  async open(name: string): Promise<void> {
    this.opened.value = name;
    this.paper.value = LOADING;
    const paper = await this.#get<Paper>(`results/${encodeURIComponent(name)}`);
    if (this.opened.peek() !== name) return;
    this.paper.value = paper ? { kind: 'here', value: paper } : { kind: 'failed' };
  }

  close(): void {
    this.opened.value = null;
  }

  /** The papers before and after the open one, as the list has them. */
  neighbours(): readonly [before: Entry | undefined, after: Entry | undefined] {
    const sorted = this.sorted();
    const at = sorted.findIndex((entry) => nameOf(entry) === this.opened.value);
    return at < 0 ? [undefined, undefined] : [sorted[at - 1], sorted[at + 1]];
  }

  /** The figures of the questions as a file. */
  async download(document: Document): Promise<void> {
    const blob = await this.staff.api.bytes('results.csv');
    if (!blob) {
      this.staff.toast.value = { text: this.staff.texts.t('downloadFailed') };
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `statistics-${this.staff.page.exam?.id ?? 'exam'}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async #count(): Promise<void> {
    const statistics = await this.#get<Statistics>('statistics');
    this.statistics.value = statistics ? { kind: 'here', value: statistics } : { kind: 'failed' };
  }

  /** Asks until the server answers; null when it says no. */
  #get<T>(path: string): Promise<T | null> {
    return retry(
      async () => {
        const reply = await this.staff.api.call<T>('GET', path);
        if (reply.ok) return reply.body;
        if (endingOf(reply)) this.staff.judge(reply);
        if (reply.status >= 400 && reply.status < 500 && reply.status !== 429) return null;
        return again(reply.retryAfterMs);
      },
      { wake: this.staff.wake },
    );
  }
}
