import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../page/clock';
import type { State } from '../server/wire';
import type { Standing } from './standing';

/** The student is warned when this many minutes are left, and at half time. */
const WARN_AT_MINUTES = [10, 5, 1] as const;
const SECOND = 1_000;

/** Minutes left, or half of the time. */
export type TimeWarning = number | 'half';

interface Ports {
  onWarning(minutesLeft: number): void;
  onOver(): void;
  /** The device slept: what is shown may be wrong until the server is asked. */
  onSlept(): void;
}

/** Counts down to the server's deadline. Draws nothing from the device's own clock. */
export class DeadlineWatch {
  readonly #clock: Clock;
  readonly #standing: Standing;
  readonly #ports: Ports;
  readonly #remaining = signal<number | null>(null);
  readonly #warning = signal<TimeWarning | null>(null);
  readonly #asked = signal<number | null>(null);
  readonly #change = signal<number | null | 'none'>('none');
  #deadline: number | null = null;
  #allowed: number | null = null;
  #isStopped = true;
  #asOf = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, standing: Standing, ports: Ports) {
    this.#clock = clock;
    this.#standing = standing;
    this.#ports = ports;
  }

  /** Milliseconds left, renewed every second; null without a deadline. */
  get remaining(): ReadonlySignal<number | null> {
    return this.#remaining;
  }

  get deadline(): number | null {
    return this.#deadline;
  }

  /** The newest warning. */
  get warning(): ReadonlySignal<TimeWarning | null> {
    return this.#warning;
  }

  /** Milliseconds left when the student asked last. */
  get asked(): ReadonlySignal<number | null> {
    return this.#asked;
  }

  /** Milliseconds left (null: no deadline any more) as staff changed the time, until that was read. */
  get change(): ReadonlySignal<number | null | 'none'> {
    return this.#change;
  }

  /** The student wants to hear how much time is left. */
  ask(): void {
    this.#asked.value = this.#remaining.peek();
  }

  /** The student has read that the time was changed. */
  changeRead(): void {
    this.#change.value = 'none';
  }

  /** Takes for how long the student may work in all. Half of it left is half time. */
  allow(state: State): void {
    this.#allowed = timeAllowed(state);
  }

  /** True when this is not the deadline that is counted down to. */
  isNews(deadline: string | null): boolean {
    return parse(deadline) !== this.#deadline;
  }

  /**
   * Takes a deadline (null is none) that the server named at that time of its own; an older word does not undo a newer
   * one. In a pause nothing counts.
   */
  follow(deadline: string | null, asOf: string): void {
    const { phase, isPaused } = this.#standing;
    if (phase.peek() !== 'exam') return;
    this.#take(deadline, asOf);
    if (isPaused.peek()) this.stop();
  }

  #take(deadline: string | null, asOf: string): void {
    if (asOf < this.#asOf) return;
    this.#asOf = asOf;
    if (!this.isNews(deadline) && this.#timer !== undefined) return;
    const before = this.#deadline;
    const next = parse(deadline);
    // After a pause the deadline is another and the time to work the same.
    const isChanged = !this.#isStopped && before !== next;
    if (isChanged) this.#allowed = before && next && this.#allowed && this.#allowed + next - before;
    this.#isStopped = false;
    this.#deadline = next;
    this.#remaining.value = null;
    this.#warning.value = null;
    this.#tick();
    if (isChanged) this.#change.value = this.#remaining.peek();
  }

  /** Stops counting; what is shown stays. */
  stop(): void {
    this.#isStopped = true;
    this.#clear();
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    this.#clear();
    if (this.#deadline === null) return;
    if (this.#clock.slept()) this.#ports.onSlept();
    const before = this.#remaining.peek();
    const left = Math.max(0, this.#deadline - this.#clock.now());
    this.#remaining.value = left;
    const isCrossed = (mark: number) => before !== null && before > mark && left <= mark;
    const crossed = WARN_AT_MINUTES.filter((minutes) => isCrossed(minutes * 60 * SECOND));
    if (left === 0) {
      this.#ports.onOver();
      return;
    }
    const nearest = crossed[crossed.length - 1];
    if (nearest !== undefined) {
      this.#warning.value = nearest;
      this.#ports.onWarning(nearest);
    } else if (this.#allowed && isCrossed(this.#allowed / 2)) this.#warning.value = 'half';
    this.#timer = setTimeout(() => this.#tick(), Math.min(left, (left % SECOND) + 1 || SECOND));
  }
}

function parse(deadline: string | null): number | null {
  return deadline === null ? null : Date.parse(deadline);
}

/** Milliseconds of work that the deadline leaves from the start on, without pauses. */
function timeAllowed({ deadline, startedAt, deadlineParts }: State): number | null {
  if (deadline === null || startedAt === null) return null;
  return Date.parse(deadline) - Date.parse(startedAt) - (deadlineParts?.pausedTime ?? 0) * 60_000;
}
