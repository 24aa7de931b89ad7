/** A source of ticks that no clock change of the device moves. */
export interface Ticks {
  monotonic(): number;
  wall(): number;
}

const deviceTicks: Ticks = { monotonic: () => performance.now(), wall: () => Date.now() };

/** How far the wall clock may run ahead of the monotonic one before the device is taken to have slept. */
const SLEEP_MS = 2_000;

/** How far behind is more than samples, and nodes of one server, differ by. */
const BEHIND_MS = 2_500;

/** A sample is worth less the older it is: after this long any new one replaces it. */
const SAMPLE_MS = 60_000;

/**
 * The server's time, carried on between samples by the browser's monotonic clock: the device's own time and zone do not
 * matter.
 */
export class Clock {
  readonly #ticks: Ticks;
  #offset = 0;
  #sampleAt = Number.NEGATIVE_INFINITY;
  #roundTrip = Number.POSITIVE_INFINITY;
  #lead: number;

  constructor(ticks: Ticks = deviceTicks) {
    this.#ticks = ticks;
    this.#lead = ticks.wall() - ticks.monotonic();
  }

  /** Milliseconds since 1970, as the server counts them. */
  now(): number {
    return this.#ticks.monotonic() + this.#offset;
  }

  /**
   * Takes a time of the server that arrived just now (or `at`), after a round trip of `tookMs`. A worse sample does not
   * replace a better one.
   */
  sync(serverNow: string, tookMs = 0, at = this.#ticks.monotonic()): void {
    const server = Date.parse(serverNow);
    if (Number.isNaN(server)) return;
    const isOld = at - this.#sampleAt > SAMPLE_MS;
    if (!isOld && tookMs > this.#roundTrip) return;
    this.#offset = server + tookMs / 2 - at;
    this.#sampleAt = at;
    this.#roundTrip = tookMs;
  }

  /**
   * The server said this some time ago. It counts where it shows that this clock is behind, as after the clock of a
   * sandbox was moved; the next sample is better.
   */
  atLeast(serverNow: string): void {
    const behind = Date.parse(serverNow) - this.now();
    if (!(behind > BEHIND_MS)) return;
    this.#offset += behind;
    this.#sampleAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * True once after the device slept: some browsers stop the monotonic clock then, so the next sample must count,
   * whatever it took.
   */
  slept(): boolean {
    const lead = this.#ticks.wall() - this.#ticks.monotonic();
    const jumped = lead - this.#lead > SLEEP_MS;
    this.#lead = lead;
    if (jumped) this.#sampleAt = Number.NEGATIVE_INFINITY;
    return jumped;
  }
}
