import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock';

/** The student is warned when this many minutes are left. */
const WARN_AT_MINUTES = [10, 5, 1] as const;
const SECOND = 1_000;

interface Ports {
  onWarning(minutesLeft: number): void;
  onOver(): void;
}

/** Counts down to the server's deadline. Draws nothing from the device's own clock. */
export class DeadlineWatch {
  readonly #clock: Clock;
  readonly #ports: Ports;
  readonly #remaining = signal<number | null>(null);
  #deadline: number | null = null;
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

  /** False when it was stopped, or there is nothing to count down to. */
  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  /** Follows another deadline; null is none. */
  set(deadline: string | null): void {
    this.#deadline = deadline === null ? null : Date.parse(deadline);
    this.#remaining.value = null;
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
    if (nearest !== undefined) this.#ports.onWarning(nearest);
    this.#timer = setTimeout(() => this.#tick(), Math.min(left, (left % SECOND) + 1 || SECOND));
  }
}
