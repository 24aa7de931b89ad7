import { signal } from '@preact/signals';
import { backoff, pause } from '../page/backoff';
import type { Reply } from '../server/api';
import type { State } from '../server/wire';

/** What came of a start or an open. */
export type Entered =
  | { readonly state: State; readonly tookMs: number }
  | { readonly ended: 'session-expired' | 'session-revoked' };

/** Calls `start` or `open` until the server answers; the student waits for it. */
export class Entering {
  readonly step = signal<'no' | 'yes' | 'retrying' | 'not-open' | 'no-questions'>('no');

  /** Null when a call is under way already, or the exam cannot be started now. */
  async run(call: () => Promise<Reply<State>>): Promise<Entered | null> {
    if (this.step.peek() === 'yes' || this.step.peek() === 'retrying') return null;
    this.step.value = 'yes';
    for (let failures = 1; ; failures += 1) {
      const reply = await call();
      if (reply.ok) return this.#done({ state: reply.body, tookMs: reply.tookMs });
      const name = reply.problem?.name;
      if (reply.status === 409 && (name === 'not-open' || name === 'no-questions')) {
        this.step.value = name;
        return null;
      }
      if (reply.status === 410 || reply.status === 404) {
        return this.#done({ ended: name === 'session-expired' ? name : 'session-revoked' });
      }
      this.step.value = 'retrying';
      await pause(backoff(failures, reply.retryAfterMs));
    }
  }

  #done(entered: Entered): Entered {
    this.step.value = 'no';
    return entered;
  }
}
