import { again, isGone, retry } from '../player/page/retry';
import type { ActionRequest, ActionResult, MonitorPage } from './wire';

/** How long an action may take, on many students. */
const TRY_MS = 30_000;

/** How often an action is sent when the network breaks, or the server still works on it. */
const TRIES = 3;

/** What became of asking for an action. `unknown`: no answer came, so it may have been done. */
export type ActionReply =
  | { readonly kind: 'done'; readonly results: readonly ActionResult[] }
  | { readonly kind: 'refused'; readonly detail: string }
  | { readonly kind: 'over' }
  | { readonly kind: 'unknown' };

/** What the monitor calls. The secret of its address travels in a header only. */
export class MonitorCalls {
  readonly #page: URL;
  readonly #secret: string;

  constructor(page: string) {
    this.#page = new URL(page);
    this.#secret = decodeURIComponent(this.#page.pathname.replace(/\/+$/, '').split('/').pop() ?? '');
  }

  openRoom(signal: AbortSignal): Promise<Response> {
    return fetch(this.#url('room'), {
      headers: { ...this.#headers(), Accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
  }

  /**
   * Does an action. The server does what comes with one key once, however often it is sent: one click has one key, and
   * keeps it.
   */
  act(request: ActionRequest, key: string): Promise<ActionReply> {
    return retry(async (failures): Promise<ActionReply | ReturnType<typeof again>> => {
      const reply = await this.#try(request, key);
      if (reply !== null) return reply;
      return failures + 1 < TRIES ? again() : { kind: 'unknown' };
    });
  }

  /** One try; null when it may be worth another. */
  async #try(request: ActionRequest, key: string): Promise<ActionReply | null> {
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), TRY_MS);
    try {
      const response = await fetch(this.#url('actions'), {
        method: 'POST',
        headers: {
          ...this.#headers(),
          'Content-Type': 'application/json',
          Accept: 'application/json',
          'Idempotency-Key': key,
        },
        body: JSON.stringify(request),
        credentials: 'omit',
        signal: cut.signal,
      });
      if (response.ok) return { kind: 'done', ...((await response.json()) as { results: readonly ActionResult[] }) };
      if (isGone(response.status) || response.status === 401) return { kind: 'over' };
      // The first of these is still under way.
      if (response.status === 409) return null;
      // Nothing was done: the server says so, or had no room for it.
      if (response.status < 500 || response.status === 503)
        return { kind: 'refused', detail: await detailOf(response) };
    } catch {
      // Whether it arrived is not known. Who has waited that long decides whether to wait again.
      if (cut.signal.aborted) return { kind: 'unknown' };
    } finally {
      clearTimeout(timer);
    }
    return null;
  }

  #url(path: string): URL {
    return new URL(`../monitor-api/${path}`, this.#page);
  }

  #headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.#secret}` };
  }
}

/** The calls as the monitor uses them. */
export type RoomCalls = Pick<MonitorCalls, 'openRoom' | 'act'>;

/** A key that no other action has. `randomUUID` is not there on a page without HTTPS. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reads what the server wrote into the document; null when this is not the monitor's page. */
export function readMonitorPage(document: Document): MonitorPage | null {
  const text = document.getElementById('examlet-monitor')?.textContent;
  return text ? (JSON.parse(text) as MonitorPage) : null;
}

async function detailOf(response: Response): Promise<string> {
  try {
    const { detail, errors } = (await response.json()) as { detail?: string; errors?: Record<string, string[]> };
    return (
      Object.values(errors ?? {})
        .flat()
        .join(' ') ||
      (detail ?? '')
    );
  } catch {
    return '';
  }
}
