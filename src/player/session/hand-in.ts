import { signal } from '@preact/signals';
import type { Uploads } from '../files/uploads';
import { backoff, pause } from '../page/backoff';
import type { Draft } from '../saving/draft';
import type { Outbox } from '../saving/outbox';
import type { Reply } from '../server/api';
import type { Completion, HandInRequest, SaveRequest } from '../server/wire';

/** The server takes so many answers with a hand-in … */
const MOST_ANSWERS = 50;
/** … and so much of them (2 MiB, with room for the rest). More is delivered before. */
const MOST_CHARACTERS = 500_000;

export interface HandInPorts {
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  epoch(): number;
  drafts(): ReadonlyMap<string, Draft>;
  send(request: HandInRequest): Promise<Reply<Completion>>;
  onCompleted(completion: Completion): void;
  /** The session is in another state than this page thought. */
  onRefused(problemName: string): void;
}

/** Hands in: sends what is not acknowledged along, and says which versions the server must hold before it may end the exam. */
export class HandIn {
  /** Where it stands: `asking` is the student's own confirmation. */
  readonly step = signal<'no' | 'asking' | 'sending' | 'retrying' | 'failed'>('no');
  readonly #ports: HandInPorts;
  #run = new AbortController();

  constructor(ports: HandInPorts) {
    this.#ports = ports;
  }

  /** Opens the confirmation. A recording comes to its end, so that it can be handed in whole. */
  ask(): void {
    this.#ports.uploads.endRecordings();
    this.#ports.outbox.flush();
    this.step.value = 'asking';
  }

  /** Back to the exam; a hand-in that is under way is not tried again. */
  cancel(): void {
    this.#run.abort();
    this.step.value = 'no';
  }

  async confirm(): Promise<void> {
    this.#run.abort();
    this.#run = new AbortController();
    const cancelled = this.#run.signal;
    this.step.value = 'sending';
    let missing: readonly string[] = [];
    for (let failures = 1; !cancelled.aborted; failures += 1) {
      const request = await this.#request(missing, cancelled);
      if (cancelled.aborted) return;
      const reply = await this.#ports.send(request);
      if (cancelled.aborted && !reply.ok) return;
      if (reply.ok) {
        this.step.value = 'no';
        this.#ports.onCompleted(reply.body);
        return;
      }
      const name = reply.problem?.name ?? '';
      if (reply.status === 409 && name === 'answers-missing' && failures < 5) {
        missing = reply.problem?.questions ?? [];
        continue;
      }
      if (reply.status === 409 || reply.status === 410 || reply.status === 404) {
        this.step.value = 'no';
        this.#ports.onRefused(name);
        return;
      }
      if (reply.status >= 400 && reply.status < 500 && ![401, 408, 429].includes(reply.status)) {
        this.step.value = 'failed';
        return;
      }
      this.step.value = 'retrying';
      await pause(backoff(failures, reply.retryAfterMs), cancelled);
    }
  }

  async #request(missing: readonly string[], cancelled: AbortSignal): Promise<HandInRequest> {
    const { outbox } = this.#ports;
    let claimed = outbox.claimAll();
    while (isTooMuch(claimed.saves) && !cancelled.aborted) {
      outbox.retryNow();
      await Promise.race([outbox.settled(), pause(1_000, cancelled)]);
      claimed = outbox.claimAll();
    }
    const drafts = this.#ports.drafts();
    const again = missing.flatMap((questionId): Omit<SaveRequest, 'epoch'>[] => {
      const draft = drafts.get(questionId);
      const revision = claimed.revisions[questionId];
      const isClaimed = claimed.saves.some((save) => save.questionId === questionId);
      return draft && revision !== undefined && !isClaimed ? [{ questionId, revision, ...draft }] : [];
    });
    return {
      epoch: this.#ports.epoch(),
      answers: [...claimed.saves, ...again].slice(0, MOST_ANSWERS),
      revisions: claimed.revisions,
    };
  }
}

function isTooMuch(saves: readonly Omit<SaveRequest, 'epoch'>[]): boolean {
  return saves.length > MOST_ANSWERS || JSON.stringify(saves).length > MOST_CHARACTERS;
}
