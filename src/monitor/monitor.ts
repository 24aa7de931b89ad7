import { computed, effect, signal } from '@preact/signals';
import type { Clock } from '../player/page/clock';
import type { RoomCalls } from './api';
import { Cursor } from './cursor';
import { List } from './list';
import { Room, type StudentKey } from './room';
import { Selection } from './selection';
import { newsOf, SAID_EVERY_MS, type UrgentTroubles, urgentOf } from './speech';
import { RoomStream } from './stream';
import type { MonitorTexts } from './texts';
import type { ActionName, MonitorPage } from './wire';

/** The dialog that is open: one student in full, or an action on some. */
export type Opened =
  | { readonly kind: 'student'; readonly key: StudentKey }
  | {
      readonly kind: 'action';
      readonly action: ActionName;
      readonly keys: readonly StudentKey[];
      readonly suggested?: true;
    };

/** A link that ends sooner than this is said to end. */
const ENDS_SOON_MS = 5 * 60_000;

/** All of the monitor but its looks. */
export class Monitor {
  readonly room = new Room();
  readonly selection = new Selection();
  readonly cursor = new Cursor();
  readonly opened = signal<Opened | null>(null);
  /** What is said aloud, politely. */
  readonly spoken = signal('');
  /** Changes each second: lengths of time that are shown are counted anew. */
  readonly second = signal(0);
  readonly #fiveSeconds = computed(() => Math.floor(this.second.value / 5));
  readonly list: List;
  readonly stream: RoomStream;
  readonly page: MonitorPage;
  readonly texts: MonitorTexts;
  readonly calls: RoomCalls;
  readonly #clock: Clock;
  #known: UrgentTroubles | null = null;

  constructor(page: MonitorPage, calls: RoomCalls, clock: Clock, texts: MonitorTexts) {
    this.page = page;
    this.calls = calls;
    this.texts = texts;
    this.#clock = clock;
    this.list = new List(this.room, this.#fiveSeconds, () => this.now(), texts.collator);
    this.stream = new RoomStream({
      open: (stop) => calls.openRoom(stop),
      now: () => this.now(),
      onTime: (serverNow) => clock.sync(serverNow),
      onNews: (news, isWhole) => {
        this.room.apply(news, isWhole);
        this.selection.keep((key) => this.room.row(key) !== undefined);
      },
    });
  }

  /** The server's time. */
  now(): number {
    return this.#clock.now();
  }

  /** The server's time for what is drawn: whoever reads it is drawn again each second. */
  nowEachSecond(): number {
    void this.second.value;
    return this.now();
  }

  readonly isEndingSoon = computed(() => Date.parse(this.page.expiresAt) - this.nowEachSecond() < ENDS_SOON_MS);

  begin(): void {
    void this.stream.run();
    this.list.follow();
    setInterval(() => {
      this.second.value += 1;
    }, 1000);
    setInterval(() => this.#say(), SAID_EVERY_MS);
    effect(() => {
      if (this.stream.contact.value.kind !== 'over') return;
      // Who may not see the room any more does not keep it on the screen.
      this.opened.value = null;
      this.selection.clear();
      this.room.clear();
    });
  }

  #say(): void {
    if (this.stream.contact.peek().kind !== 'live') return;
    const urgent = urgentOf(this.room.rows(), this.now());
    // What there is at first is on the screen; what comes later is said.
    if (this.#known !== null) this.spoken.value = newsOf(this.#known, urgent, this.texts);
    this.#known = urgent;
  }
}
