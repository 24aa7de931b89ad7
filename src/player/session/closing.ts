import { effect, signal } from '@preact/signals';
import type { Uploads } from '../files/uploads';
import type { Clock } from '../page/clock';
import { type Again, again, pause, retry } from '../page/retry';
import type { Outbox } from '../saving/outbox';
import type { StudentApi } from '../server/api';
import type { Completion, PageData } from '../server/wire';
import type { DeadlineWatch } from './deadline-watch';
import { readPage } from './read-page';
import type { Standing } from './standing';

/** After the deadline the server still takes answers that were on their way for so long. */
const GRACE_MS = 30_000;
/** A whole school reaches its deadline at the same moment: the questions about it are spread over this time. */
const SPREAD_MS = 1_000;

interface ClosingParts {
  readonly api: StudentApi;
  readonly clock: Clock;
  readonly standing: Standing;
  readonly time: DeadlineWatch;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
}

/** How the exam closes: asks the server until it says so, then sees the last answers off. */
export class Closing {
  /** The grace is over, and what did not arrive will not arrive by itself. */
  readonly isPastGrace = signal(false);
  readonly #parts: ClosingParts;

  constructor(parts: ClosingParts) {
    this.#parts = parts;
    const { standing } = parts;
    effect(() => {
      if (standing.isInDoubt.value) void this.#ask();
    });
    effect(() => {
      const completion = standing.completion.value;
      if (completion) void this.#deliverLast(completion);
    });
  }

  /** The deadline has passed here: what is not delivered is sent, and the server is asked. */
  timeIsOver(): void {
    const { standing, outbox } = this.#parts;
    if (standing.phase.peek() !== 'exam') return;
    standing.phase.value = 'finishing';
    outbox.flush();
    outbox.retryNow();
    void pause(GRACE_MS).then(() => {
      this.isPastGrace.value = true;
    });
    void pause(Math.random() * SPREAD_MS).then(() => {
      standing.isInDoubt.value = true;
    });
  }

  /** Asks until the server says how the exam ended, or that it has not. */
  async #ask(): Promise<void> {
    const { api, clock, standing, time } = this.#parts;
    await retry(async (): Promise<null | Again> => {
      if (standing.completion.peek()) return null;
      const page = await readPage(api, clock);
      if (page?.expired) standing.end(page.expired);
      else if (page?.completion) standing.complete(page.completion);
      else if (page && isAhead(page)) {
        if (standing.phase.peek() === 'finishing') standing.phase.value = 'exam';
        time.follow(page.deadline ?? null, page.serverNow);
      } else return again();
      return null;
    });
    standing.isInDoubt.value = false;
  }

  /** After the deadline what was on its way still counts for a while; a hand-in has taken everything along. */
  async #deliverLast({ completionReason, completedAt }: Completion): Promise<void> {
    const { clock, standing, outbox, uploads } = this.#parts;
    const isWaiting = outbox.undelivered.peek() > 0 || uploads.underWay.peek().length > 0;
    if (completionReason !== 'submitted' && isWaiting) {
      const left = Date.parse(completedAt) + GRACE_MS - clock.now();
      // An upload that arrives becomes an answer, which has to arrive too.
      await Promise.race([uploads.settled().then(() => outbox.settled()), pause(Math.max(0, left))]);
    }
    if (completionReason === 'submitted') uploads.stop();
    else uploads.cutOff();
    outbox.finish();
    standing.phase.value = 'closed';
  }
}

function isAhead(page: PageData): boolean {
  const deadline = page.deadline ?? null;
  return deadline === null || Date.parse(deadline) > Date.parse(page.serverNow);
}
