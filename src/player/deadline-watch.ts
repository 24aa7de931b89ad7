import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock';

/** The student is warned when this many minutes are left. */
const WARN_AT_MINUTES = [10, 5, 1] as const;
const SECOND = 1_000;

interface Ports {
  onWarning(minutesLeft: number): void;
  onOver(): void;
  /** The device slept: what is shown may be wrong until the server is asked. */
  onSlept(): void;
}

/** Counts down to the server's deadline. Draws nothing from the device's own clock. */
export class DeadlineWatch {
  readonly #clock: Clock;
  readonly #ports: Ports;
  readonly #remaining = signal<number | null>(null);
  readonly #warning = signal<number | null>(null);
  #deadline: number | null = null;
  #asOf = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, ports: Ports) {
    this.#clock = clock;
    this.#ports = ports;
  }

  /** Milliseconds left, renewed every second; null without a deadline. */
  get remaining(): ReadonlySignal<number | null> {
    return this.#remaining;
  }

  get deadline(): number | null {
    return this.#deadline;
  }

  /** Minutes left of the newest warning. */
  get warning(): ReadonlySignal<number | null> {
    return this.#warning;
  }

  /** True when this is not the deadline that is counted down to. */
  isNews(deadline: string | null): boolean {
    return parse(deadline) !== this.#deadline;
  }

  /** Takes a deadline (null is none) that the server named at that time of its own; an older word does not undo a newer one. */
  follow(deadline: string | null, asOf: string): void {
    if (asOf < this.#asOf) return;
    this.#asOf = asOf;
    if (!this.isNews(deadline) && this.#timer !== undefined) return;
    this.#deadline = parse(deadline);
    this.#remaining.value = null;
    this.#warning.value = null;
    this.#tick();
  }

  /** Stops counting; what is shown stays. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    this.stop();
    if (this.#deadline === null) return;
    if (this.#clock.slept()) this.#ports.onSlept();
    const before = this.#remaining.peek();
    const left = Math.max(0, this.#deadline - this.#clock.now());
    this.#remaining.value = left;
    const crossed = WARN_AT_MINUTES.filter((minutes) => {
      const mark = minutes * 60 * SECOND;
      return before !== null && before > mark && left <= mark;
    });
    if (left === 0) {
      this.#ports.onOver();
      return;
    }
    const nearest = crossed[crossed.length - 1];
    if (nearest !== undefined) {
      this.#warning.value = nearest;
      this.#ports.onWarning(nearest);
    }
    this.#timer = setTimeout(() => this.#tick(), Math.min(left, (left % SECOND) + 1 || SECOND));
  }
}

function parse(deadline: string | null): number | null {
  return deadline === null ? null : Date.parse(deadline);
}
