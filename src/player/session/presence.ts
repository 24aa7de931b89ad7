import { effect, type ReadonlySignal } from '@preact/signals';
import { isFinal } from '../page/retry';
import type { StudentApi } from '../server/api';
import type { Standing } from './standing';

const QUIET_MS = 5_000;
const FAILED_MS = 15_000;

/**
 * Tells the server how many answers could not be delivered, for the teacher who watches: when that number has changed
 * and stays so for a while.
 */
export class Presence {
  readonly #api: Pick<StudentApi, 'presence'>;
  readonly #standing: Standing;
  readonly #unsent: ReadonlySignal<number>;
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `unsent`: how many answers the server does not have yet. */
  constructor(api: Pick<StudentApi, 'presence'>, standing: Standing, unsent: ReadonlySignal<number>) {
    this.#api = api;
    this.#standing = standing;
    this.#unsent = unsent;
    effect(() => {
      if (unsent.value !== this.#told) this.#later(QUIET_MS);
    });
  }

  /** The page before may have told something else. */
  tellAnyway(): void {
    this.#told = Number.NaN;
    this.#later(QUIET_MS);
  }

  #later(ms: number): void {
    this.#timer ??= setTimeout(() => void this.#tell(), ms);
  }

  async #tell(): Promise<void> {
    const unsent = this.#unsent.peek();
    const isKnown = unsent === this.#told || (await this.#say(unsent));
    this.#timer = undefined;
    if (isKnown) this.#told = unsent;
    if (this.#unsent.peek() !== this.#told) this.#later(isKnown ? QUIET_MS : FAILED_MS);
  }

  /** True when the server has taken it, or never will. */
  async #say(unsent: number): Promise<boolean> {
    const { phase, isSuperseded, epoch } = this.#standing;
    if (phase.peek() !== 'exam' || isSuperseded.peek()) return true;
    const reply = await this.#api.presence(epoch, unsent);
    return reply.ok || isFinal(reply.status);
  }
}
