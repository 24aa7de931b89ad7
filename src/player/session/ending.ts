import { signal } from '@preact/signals';
import type { Uploads } from '../files/uploads';
import { backoff, pause } from '../page/backoff';
import type { Outbox } from '../saving/outbox';
import type { Completion, PageData } from '../server/wire';

/** After the deadline the server still takes answers that were on their way for so long. */
const GRACE_MS = 30_000;
/** A whole school reaches its deadline at the same moment: the questions about it are spread over this time. */
const SPREAD_MS = 1_000;

export interface EndingPorts {
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  now(): number;
  readPage(): Promise<PageData | null>;
  /** The server says that the exam is completed; said once. */
  onCompleted(completion: Completion): void;
  onEnded(by: 'session-expired' | 'session-revoked'): void;
  /** It is not over after all: there is another deadline. */
  onGoingOn(page: PageData): void;
  /** Nothing more can be delivered. */
  onClosed(): void;
}

/** How the exam ends: asks the server until it says so, then sees the last answers off. */
export class Ending {
  readonly completion = signal<Completion | null>(null);
  /** The grace is over, and what did not arrive will not arrive by itself. */
  readonly isPastGrace = signal(false);
  readonly #ports: EndingPorts;
  #isAsking = false;

  constructor(ports: EndingPorts) {
    this.#ports = ports;
  }

  /** The deadline has passed here: what is not delivered is sent, and the server is asked. */
  timeIsOver(): void {
    this.#ports.outbox.flush();
    this.#ports.outbox.retryNow();
    void pause(GRACE_MS).then(() => {
      this.isPastGrace.value = true;
    });
    void pause(Math.random() * SPREAD_MS).then(() => this.ask());
  }

  /** Asks until the server says how the exam ended, or that it has not. Asking takes nothing over from another device. */
  async ask(): Promise<void> {
    if (this.#isAsking || this.completion.peek()) return;
    this.#isAsking = true;
    for (let failures = 1; this.completion.peek() === null; failures += 1) {
      const page = await this.#ports.readPage();
      if (page?.expired) {
        this.#ports.onEnded(page.expired);
        break;
      }
      if (page?.completion) this.completed(page.completion);
      else if (page && isAhead(page)) {
        this.#ports.onGoingOn(page);
        break;
      } else await pause(backoff(failures));
    }
    this.#isAsking = false;
  }

  /** The server has said so. */
  completed(completion: Completion): void {
    if (this.completion.peek()) return;
    this.completion.value = completion;
    this.#ports.onCompleted(completion);
    void this.#deliverLast(completion);
  }

  /** After the deadline what was on its way still counts for a while; a hand-in has taken everything along. */
  async #deliverLast(completion: Completion): Promise<void> {
    const { outbox, uploads } = this.#ports;
    const isWaiting = outbox.undelivered.peek() > 0 || uploads.underWay.peek().length > 0;
    if (completion.completionReason !== 'submitted' && isWaiting) {
      const left = Date.parse(completion.completedAt) + GRACE_MS - this.#ports.now();
      // An upload that arrives becomes an answer, which has to arrive too.
      await Promise.race([uploads.settled().then(() => outbox.settled()), pause(Math.max(0, left))]);
    }
    if (completion.completionReason === 'submitted') uploads.stop();
    else uploads.cutOff();
    outbox.finish();
    this.#ports.onClosed();
  }
}

function isAhead(page: PageData): boolean {
  const deadline = page.deadline ?? null;
  return deadline === null || Date.parse(deadline) > Date.parse(page.serverNow);
}
