import { effect, signal } from '@preact/signals';
import type { Uploads } from '../files/uploads';
import { type Again, again, atOnce, isFinal, isGone, pause, retry } from '../page/retry';
import type { Drafts } from '../saving/drafts';
import type { Outbox } from '../saving/outbox';
import type { StudentApi } from '../server/api';
import type { HandInRequest, SaveRequest } from '../server/wire';
import type { Place } from './place';
import type { Standing } from './standing';

/** The server takes so many answers with a hand-in … */
const MAX_ANSWERS = 50;
/** … and so much of them (2 MiB, with room for the rest). More is delivered before. */
const MAX_CHARACTERS = 500_000;
/** A server that names missing answers so often in a row waits for something that is not here. */
const MAX_MISSING = 4;

interface HandInParts {
  readonly api: StudentApi;
  readonly standing: Standing;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly drafts: Drafts;
  readonly place: Place;
}

/**
 * Hands in: sends what is not acknowledged along, and says which versions the server must hold before it may end the
 * exam.
 */
export class HandIn {
  /** Where it stands: `asking` is the student's own confirmation. */
  readonly step = signal<'no' | 'asking' | 'sending' | 'retrying' | 'failed'>('no');
  readonly #parts: HandInParts;
  #run = new AbortController();

  constructor(parts: HandInParts) {
    this.#parts = parts;
    const { standing } = parts;
    effect(() => {
      standing.isHandingIn.value = this.step.value === 'sending' || this.step.value === 'retrying';
    });
    effect(() => {
      if (standing.phase.value !== 'exam' || standing.isSuperseded.value) this.#stop();
    });
  }

  /** Opens the confirmation. A recording comes to its end, so that it can be handed in whole. */
  ask(): void {
    this.#parts.uploads.endRecordings();
    this.#parts.outbox.flush();
    this.step.value = 'asking';
  }

  /** Back to the exam; a hand-in that is under way is not tried again. */
  cancel(): void {
    this.#stop();
    this.#parts.outbox.flush();
  }

  async confirm(): Promise<void> {
    this.#run.abort();
    this.#run = new AbortController();
    const stop = this.#run.signal;
    this.step.value = 'sending';
    let missing: readonly string[] = [];
    await retry(
      async (failures): Promise<null | Again> => {
        const request = await this.#request(missing, stop);
        if (stop.aborted) return null;
        this.#parts.place.hold();
        const reply = await this.#parts.api.handIn(request);
        // It counts, whether it is still waited for or not.
        if (reply.ok) {
          this.step.value = 'no';
          this.#parts.outbox.handedIn();
          this.#parts.standing.complete(reply.body);
          return null;
        }
        if (stop.aborted) return null;
        const { status, problem, retryAfterMs } = reply;
        const name = problem?.name ?? '';
        if (status === 409 && name === 'answers-missing' && failures < MAX_MISSING) {
          missing = problem?.questions ?? [];
          return atOnce();
        }
        if (isGone(status) || status === 409) {
          this.step.value = 'no';
          this.#parts.standing.refused(name);
        } else if (isFinal(status)) {
          this.step.value = 'failed';
        } else {
          this.step.value = 'retrying';
          return again(retryAfterMs);
        }
        this.#parts.outbox.flush();
        return null;
      },
      { stop },
    );
  }

  #stop(): void {
    this.#run.abort();
    this.step.value = 'no';
  }

  async #request(missing: readonly string[], cancelled: AbortSignal): Promise<HandInRequest> {
    const { outbox, drafts, standing } = this.#parts;
    let claimed = outbox.claimAll();
    while (isTooMuch(claimed.saves) && !cancelled.aborted) {
      outbox.retryNow();
      await Promise.race([outbox.settled(), pause(1_000, cancelled)]);
      claimed = outbox.claimAll();
    }
    const written = drafts.all();
    const again = missing.flatMap((questionId): Omit<SaveRequest, 'epoch'>[] => {
      const draft = written.get(questionId);
      const revision = claimed.revisions[questionId];
      const isClaimed = claimed.saves.some((save) => save.questionId === questionId);
      return draft && revision !== undefined && !isClaimed ? [{ questionId, revision, ...draft }] : [];
    });
    return {
      epoch: standing.epoch,
      answers: [...claimed.saves, ...again].slice(0, MAX_ANSWERS),
      revisions: claimed.revisions,
    };
  }
}

function isTooMuch(saves: readonly Omit<SaveRequest, 'epoch'>[]): boolean {
  return saves.length > MAX_ANSWERS || JSON.stringify(saves).length > MAX_CHARACTERS;
}
