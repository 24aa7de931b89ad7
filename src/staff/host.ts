import { hostWindow } from '../player/host/host';
import type { EmbedEvent } from '../player/host/messages';
import type { Ending, FlowStatus } from './wire';

interface StatusUpdate {
  readonly type: 'examplary:embed-status-update';
  readonly status: FlowStatus;
  readonly outputs: object;
}

interface Listener {
  postMessage(message: StatusUpdate | EmbedEvent, targetOrigin: string): void;
}

/** Tells the host what becomes of a staff flow, and only the host: without an allowed origin nothing is ever posted. */
export class StaffHost {
  readonly #window: Listener | null;
  readonly #origin: string | null;
  readonly #now: () => number;
  #count = 0;
  #height = 0;
  #isEnded = false;
  #lastStatus = '';

  constructor(host: Listener | null, allowedOrigin: string | null, now: () => number) {
    this.#window = host;
    this.#origin = allowedOrigin && allowedOrigin !== '*' ? allowedOrigin : null;
    this.#now = now;
  }

  static of(window: Window, allowedOrigin: string | null, now: () => number): StaffHost {
    return new StaffHost(hostWindow(window), allowedOrigin, now);
  }

  /** There is a page that hears what is told. */
  get isThere(): boolean {
    return this.#window !== null && this.#origin !== null;
  }

  /** The status of the flow and what it gives; the same is told once. */
  status(status: FlowStatus, outputs: object): void {
    const told = JSON.stringify([status, outputs]);
    if (told === this.#lastStatus) return;
    this.#lastStatus = told;
    this.#post({ type: 'examplary:embed-status-update', status, outputs });
  }

  /** The page can be used. */
  ready(): void {
    this.#event('session:ready', {});
  }

  connection(isLost: boolean): void {
    this.#event(isLost ? 'connection:lost' : 'connection:restored', {});
  }

  /** Access has ended: told once. */
  ended(ending: Ending): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#event('session:ended', { reason: ending === 'expired' ? 'expired' : 'revoked' });
  }

  /** The height of the content, so that the host can size its frame. */
  resized(height: number): void {
    const whole = Math.ceil(height);
    if (whole === this.#height) return;
    this.#height = whole;
    this.#event('frame:resize', { height: whole });
  }

  #event(name: EmbedEvent['name'], data: object): void {
    this.#count += 1;
    const now = this.#now();
    const id = `page_${Math.round(now)}_${this.#count}`;
    const at = new Date(now).toISOString();
    this.#post({ type: 'examplary:embed-event', v: 1, id, seq: null, sessionId: null, at, name, data });
  }

  #post(message: StatusUpdate | EmbedEvent): void {
    if (this.#window && this.#origin) this.#window.postMessage(message, this.#origin);
  }
}
