import { signal } from '@preact/signals';
import { type Again, again, isGone, retry } from '../page/retry';
import type { Reply } from '../server/api';
import type { State } from '../server/wire';
import type { EndedBy } from './standing';

/** What came of a start or an open. */
export type Entered = { readonly state: State; readonly tookMs: number } | { readonly ended: EndedBy };

/** Calls `start` or `open` until the server answers; the student waits for it. */
export class Enter {
  readonly step = signal<'no' | 'yes' | 'retrying' | 'not-open' | 'no-questions'>('no');

  /** Null when a call is under way already, or the exam cannot be started now. */
  async run(call: () => Promise<Reply<State>>): Promise<Entered | null> {
    if (this.step.peek() === 'yes' || this.step.peek() === 'retrying') return null;
    this.step.value = 'yes';
    return retry(async (): Promise<Entered | null | Again> => {
      const reply = await call();
      const name = reply.ok ? null : reply.problem?.name;
      if (name === 'not-open' || name === 'no-questions') {
        this.step.value = name;
        return null;
      }
      if (reply.ok) return this.#done({ state: reply.body, tookMs: reply.tookMs });
      if (isGone(reply.status)) return this.#done({ ended: name === 'session-expired' ? name : 'session-revoked' });
      this.step.value = 'retrying';
      return again(reply.retryAfterMs);
    });
  }

  #done(entered: Entered): Entered {
    this.step.value = 'no';
    return entered;
  }
}
