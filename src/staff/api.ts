import { type Reply, readReply } from '../player/page/reply';
import type { Address } from './browser';
import type { Ending } from './wire';

const TRY_MS = 15_000;
const FILE_TRY_MS = 120_000;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The staff API of one embed URL. The secret and the browser's token travel in headers only. */
export class StaffApi {
  readonly #page: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(page: string, { secret }: Pick<Address, 'secret'>, browser: string) {
    this.#page = new URL(page);
    this.#headers = { Authorization: `Bearer ${secret}`, 'Examlet-Browser': browser };
  }

  /** Calls `/staff-api/{path}`; a query belongs to the path. */
  async call<T>(
    method: Method,
    path: string,
    body?: unknown,
    options: { keepalive?: boolean } = {},
  ): Promise<Reply<T>> {
    const began = performance.now();
    try {
      const response = await this.#fetch(path, TRY_MS, {
        method,
        headers: {
          ...this.#headers,
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        keepalive: options.keepalive ?? false,
      });
      return await readReply<T>(response, began);
    } catch {
      return { ok: false, status: 0, problem: null, retryAfterMs: 0 };
    }
  }

  /** The bytes behind a path; null when they cannot be had now. */
  async bytes(path: string): Promise<Blob | null> {
    try {
      const response = await this.#fetch(path, FILE_TRY_MS, { method: 'GET', headers: this.#headers });
      return response.ok ? await response.blob() : null;
    } catch {
      return null;
    }
  }

  async #fetch(path: string, tryMs: number, init: RequestInit): Promise<Response> {
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), tryMs);
    try {
      const url = new URL(`../staff-api/${path}`, this.#page);
      const response = await fetch(url, { ...init, cache: 'no-store', credentials: 'omit', signal: cut.signal });
      // The body counts too: a connection that dies half-way is no answer.
      const bytes = await response.blob();
      return new Response(bytes.size > 0 ? bytes : null, { status: response.status, headers: response.headers });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The calls of {@link StaffApi}, whoever answers them. */
export type StaffCalls = Pick<StaffApi, 'call' | 'bytes'>;

/** Why the flow is over for this page, if that is what a reply says. */
export function endingOf(reply: Reply<unknown>): Ending | null {
  if (reply.ok) return null;
  const name = reply.problem?.name ?? '';
  if (reply.status === 410) return name === 'session-expired' ? 'expired' : 'revoked';
  if (reply.status === 403) return name === 'not-this-browser' ? 'elsewhere' : 'forbidden';
  if (reply.status === 401) return 'revoked';
  return null;
}

/** What a person may read of a problem: the errors of the input, else its detail. */
export function wordsOf(reply: Reply<unknown>): string {
  if (reply.ok || !reply.problem) return '';
  const errors = reply.problem.more['errors'];
  const all = typeof errors === 'object' && errors !== null ? Object.values(errors).flat() : [];
  return all.filter((error): error is string => typeof error === 'string').join(' ') || reply.problem.detail;
}
