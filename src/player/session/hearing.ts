import type { Host } from '../host/host';
import { submittedBy } from '../host/messages';
import type { Clock } from '../page/clock';
import type { Outbox } from '../saving/outbox';
import type { StudentApi } from '../server/api';
import { Live, type LiveEvent } from '../server/live';
import type { EndReason } from '../server/wire';
import type { Announcements } from './announcements';
import type { DeadlineWatch } from './deadline-watch';
import type { Standing } from './standing';

interface HearingParts {
  readonly api: StudentApi;
  readonly clock: Clock;
  readonly host: Host;
  readonly standing: Standing;
  readonly time: DeadlineWatch;
  readonly outbox: Outbox;
  readonly announcements: Announcements;
}

/** Hears what the server tells an open page, and knows what follows from it. */
export class Hearing {
  readonly #parts: HearingParts;
  readonly #onResumed: () => void;
  readonly #live: Live;

  /** `onResumed`: the exam goes on after a pause. */
  constructor(parts: HearingParts, onResumed: () => void) {
    this.#parts = parts;
    this.#onResumed = onResumed;
    this.#live = new Live(parts.api, (event) => this.#heard(event));
  }

  /** Everything that concerns the holder of that epoch. */
  start(epoch: number): void {
    this.#live.start(epoch);
  }

  /** Only that access has ended: the page works on nothing. */
  startForEnd(): void {
    this.#live.start('none');
  }

  /**
   * A page that works on nothing any more stays as it is when access ends, whatever is read or kept on it; its host
   * hears of it.
   */
  startForHost(): void {
    if (this.#parts.host.isThere) this.startForEnd();
  }

  stop(): void {
    this.#live.stop();
  }

  /** The connection is back: does not wait any longer. */
  retryNow(): void {
    this.#live.retryNow();
  }

  #heard(event: LiveEvent): void {
    const { clock, host, standing, time, outbox, announcements } = this.#parts;
    switch (event.name) {
      case 'deadline': {
        const { deadline, serverNow } = event.data;
        clock.atLeast(serverNow);
        if (time.isNews(deadline)) host.stored('time:changed', { deadline }, event.data.event);
        time.follow(deadline, serverNow);
        break;
      }
      case 'paused':
        standing.isPaused.value = true;
        time.stop();
        outbox.hold();
        break;
      case 'resumed':
        if (!standing.isPaused.peek()) break;
        standing.isPaused.value = false;
        this.#onResumed();
        break;
      case 'superseded':
        host.stored('session:superseded', {}, event.data.event);
        if (event.data.epoch > standing.epoch) standing.isSuperseded.value = true;
        this.startForHost();
        break;
      case 'completed':
        host.stored('exam:submitted', { by: submittedBy(event.data.completionReason) }, event.data.event);
        if (standing.phase.peek() === 'exam') standing.phase.value = 'finishing';
        standing.isInDoubt.value = true;
        break;
      case 'revoked':
        this.#accessEnded(event.data.reason ?? 'revoked');
        break;
      case 'announcement':
        announcements.hear([event.data]);
        break;
    }
  }

  /** Whoever has handed in keeps what they see. */
  #accessEnded(reason: EndReason): void {
    const { host, standing } = this.#parts;
    host.ended(reason);
    if (!standing.completion.peek()) standing.end(reason === 'expired' ? 'session-expired' : 'session-revoked');
  }
}
