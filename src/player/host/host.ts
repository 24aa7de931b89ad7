import type { EndReason, EventNumber, Outputs } from '../server/wire';
import { type EmbedEvent, ERRORS, type ErrorCode, type PageEvents, type StoredEvents, type ToHost } from './messages';

/** The part of a window that messages go to. */
export interface HostWindow {
  postMessage(message: ToHost, targetOrigin: string): void;
}

/** The page that embeds this one or opened it; null when there is none. */
export function hostWindow(from: Window = window): HostWindow | null {
  if (from.parent !== from) return from.parent;
  return (from.opener as Window | null) ?? null;
}

/** Tells the host what happened, and only the host: without an allowed origin nothing is ever posted. */
export class Host {
  readonly #window: HostWindow | null;
  readonly #origin: string | null;
  readonly #now: () => number;
  readonly #posted = new Set<string>();
  #count = 0;
  #isCompleted = false;
  #isEnded = false;
  #height = 0;

  /** The exam session, once there is one. */
  sessionId: string | null = null;

  constructor(host: HostWindow | null, allowedOrigin: string | null, now: () => number) {
    this.#window = host;
    this.#origin = allowedOrigin && allowedOrigin !== '*' ? allowedOrigin : null;
    this.#now = now;
  }

  /** There is a page that hears what is told. */
  get isThere(): boolean {
    return this.#window !== null && this.#origin !== null;
  }

  /**
   * An answer's value was stored and is the current one. A repeated acknowledgement of the same version is told once.
   */
  saved(version: StoredEvents['answer:saved'], event: EventNumber | null): void {
    const key = `${version.questionId} ${version.epoch} ${version.revision}`;
    if (this.#posted.has(key)) return;
    this.#posted.add(key);
    this.#post({ type: 'examplary:embed-status-update', status: 'started', outputs: {} });
    this.stored('answer:saved', version, event);
  }

  /** This page reached completion or found it: told once. */
  completed(outputs: Outputs): void {
    if (this.#isCompleted) return;
    this.#isCompleted = true;
    this.sessionId = outputs.sessionId;
    this.#post({ type: 'examplary:embed-status-update', status: 'completed', outputs });
  }

  /** Something the server has numbered; nothing is told when it wrote no event, or twice. */
  stored<Name extends keyof StoredEvents>(
    name: Name,
    data: StoredEvents[Name],
    event: EventNumber | null | undefined,
  ): void {
    if (!event || this.#posted.has(event.id)) return;
    this.#posted.add(event.id);
    this.#event(event.id, event.seq, name, data);
  }

  /** Something that only this page knows. */
  tell<Name extends keyof PageEvents>(name: Name, data: PageEvents[Name]): void {
    this.#count += 1;
    this.#event(`page_${Math.round(this.#now())}_${this.#count}`, null, name, data);
  }

  /** Access has ended: told once. */
  ended(reason: EndReason): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.tell('session:ended', { reason });
  }

  /** Something went wrong that the host may want to mend, or to tell its own people. */
  failed(code: ErrorCode): void {
    this.tell('error', { code, message: ERRORS[code] });
  }

  /** Tells the height of the content, so that the host can size its frame. */
  resized(height: number): void {
    const whole = Math.ceil(height);
    if (whole === this.#height) return;
    this.#height = whole;
    this.tell('frame:resize', { height: whole });
  }

  #event(id: string, seq: number | null, name: EmbedEvent['name'], data: object): void {
    const at = new Date(this.#now()).toISOString();
    this.#post({ type: 'examplary:embed-event', v: 1, id, seq, sessionId: this.sessionId, at, name, data });
  }

  #post(message: ToHost): void {
    if (this.#window && this.#origin) this.#window.postMessage(message, this.#origin);
  }
}
