import { effect, type ReadonlySignal } from '@preact/signals';

const QUIET_MS = 5_000;
const FAILED_MS = 15_000;

interface Ports {
  /** How many answers the server does not have yet. */
  readonly unsent: ReadonlySignal<number>;
  /** True when the server has taken it or never will; false to try again. */
  tell(unsent: number): Promise<boolean>;
}

/** Tells the server how many answers could not be delivered, for the teacher who watches: when that number has changed and stays so for a while. */
export class Presence {
  readonly #ports: Ports;
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: Ports) {
    this.#ports = ports;
    effect(() => {
      if (ports.unsent.value !== this.#told) this.#later(QUIET_MS);
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
    const unsent = this.#ports.unsent.peek();
    const isKnown = unsent === this.#told || (await this.#ports.tell(unsent));
    this.#timer = undefined;
    if (isKnown) this.#told = unsent;
    if (this.#ports.unsent.peek() !== this.#told) this.#later(isKnown ? QUIET_MS : FAILED_MS);
  }
}
