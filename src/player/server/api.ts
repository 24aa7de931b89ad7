import { type Reply, readReply } from '../page/reply';
import type { StudentResult } from './result';
import type {
  Completion,
  FaultReport,
  FileRequest,
  HandInRequest,
  Happened,
  PageData,
  PlaceRequest,
  PlaceResult,
  SaveRequest,
  SaveResult,
  SessionReceipt,
  State,
  StudentFile,
  VersionPage,
} from './wire';

export type { Reply } from '../page/reply';

/** How long one try may take. */
const TRY_MS = 10_000;
/** A chunk of a file takes longer: a megabyte on a slow line. */
const CHUNK_TRY_MS = 60_000;

interface CallOptions {
  readonly keepalive?: boolean;
}

/** The student API of one embed URL. The secret travels in a header only. */
export class Api {
  readonly #page: URL;
  readonly #secret: string;

  constructor(page: string) {
    this.#page = new URL(page);
    this.#secret = decodeURIComponent(this.#page.pathname.replace(/\/+$/, '').split('/').pop() ?? '');
  }

  start(): Promise<Reply<State>> {
    return this.#call('POST', 'start', {});
  }

  open(): Promise<Reply<State>> {
    return this.#call('POST', 'open', {});
  }

  saveAnswer(save: SaveRequest, options: CallOptions = {}): Promise<Reply<SaveResult>> {
    const { questionId, ...body } = save;
    return this.#call('PUT', `answers/${encodeURIComponent(questionId)}`, body, options);
  }

  savePlace(place: PlaceRequest, options: CallOptions = {}): Promise<Reply<PlaceResult>> {
    return this.#call('PUT', 'state', place, options);
  }

  handIn(request: HandInRequest): Promise<Reply<Completion>> {
    return this.#call('POST', 'hand-in', request);
  }

  /** The student's own result, where the exam shows it. */
  result(): Promise<Reply<StudentResult>> {
    return this.#call('GET', 'result');
  }

  /** The stored versions of an answer, newest first; with the `nextCursor` of a page the ones before it. */
  versions(questionId: string, cursor: string | null): Promise<Reply<VersionPage>> {
    const older = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return this.#call('GET', `answers/${encodeURIComponent(questionId)}/versions${older}`);
  }

  /** What was recorded, once nothing counts any more. */
  receipt(): Promise<Reply<SessionReceipt>> {
    return this.#call('GET', 'receipt');
  }

  /** Says that the student has read an announcement. */
  /** What {@link events} would tell a page that opens it now. */
  happened(epoch: number | 'none'): Promise<Reply<Happened>> {
    return this.#call('GET', `events/now?epoch=${epoch}`);
  }

  /** Tells how many answers the server does not have yet. */
  presence(epoch: number, unsent: number): Promise<Reply<unknown>> {
    return this.#call('PUT', 'presence', { epoch, unsent });
  }

  acknowledge(id: string): Promise<Reply<unknown>> {
    return this.#call('POST', `announcements/${encodeURIComponent(id)}/acknowledge`, {});
  }

  /** Tells that a question's part of this page failed. */
  reportFault(report: FaultReport): Promise<Reply<unknown>> {
    return this.#call('POST', 'faults', report);
  }

  createFile(body: FileRequest): Promise<Reply<StudentFile>> {
    return this.#call('POST', 'files', body);
  }

  /** Sends a chunk; the reply means that it is on disk. */
  appendFile(
    id: string,
    offset: number,
    bytes: ArrayBuffer,
    checksum: string,
    isLast: boolean,
  ): Promise<Reply<StudentFile>> {
    return this.#reply(`files/${encodeURIComponent(id)}`, {
      method: 'PATCH',
      headers: {
        ...this.#headers(),
        Accept: 'application/json',
        'Content-Type': 'application/octet-stream',
        'Upload-Offset': String(offset),
        'Upload-Checksum': `sha-256 ${checksum}`,
        'Upload-Complete': isLast ? '?1' : '?0',
      },
      body: bytes,
    });
  }

  /** The bytes of a file of this exam session, as far as they have come; null when they cannot be had. */
  async readFile(id: string): Promise<Blob | null> {
    try {
      const url = this.#url(`files/${encodeURIComponent(id)}`);
      const response = await fetch(url, { headers: this.#headers(), cache: 'no-store', credentials: 'omit' });
      return response.ok ? await response.blob() : null;
    } catch {
      return null;
    }
  }

  /**
   * Reads the page's data again, in another language where one is named. Changes nothing, whoever holds the session.
   */
  async page(locale?: string): Promise<PageData | null> {
    try {
      const url = new URL(this.#page);
      if (locale) url.searchParams.set('locale', locale);
      const response = await this.#fetch(url, { headers: { Accept: 'text/html' } });
      // The data has no tag in it; the page is read for nothing else.
      return readPage(/ id="examlet-page">([^<]+)/.exec(await response.text())?.[1]);
    } catch {
      return null;
    }
  }

  /** Opens the event stream; the caller ends it with `signal`. */
  events(epoch: number | 'none', signal: AbortSignal): Promise<Response> {
    return fetch(this.#url(`events?epoch=${epoch}`), {
      headers: { ...this.#headers(), Accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
  }

  #call<T>(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Reply<T>> {
    return this.#reply(path, {
      method,
      headers: { ...this.#headers(), Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      keepalive: options.keepalive ?? false,
    });
  }

  async #reply<T>(path: string, init: RequestInit): Promise<Reply<T>> {
    const began = performance.now();
    try {
      return await readReply<T>(await this.#fetch(this.#url(path), init), began);
    } catch {
      return { ok: false, status: 0, problem: null, retryAfterMs: 0 };
    }
  }

  async #fetch(url: URL, init: RequestInit): Promise<Response> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), init.method === 'PATCH' ? CHUNK_TRY_MS : TRY_MS);
    try {
      const response = await fetchAnyhow(url, {
        ...init,
        cache: 'no-store',
        credentials: 'omit',
        signal: abort.signal,
      });
      // The body counts too: a connection that dies half-way is no answer.
      const text = await response.text();
      return new Response(text, { status: response.status, headers: response.headers });
    } finally {
      clearTimeout(timer);
    }
  }

  #url(path: string): URL {
    return new URL(`../embed-api/${path}`, this.#page);
  }

  #headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.#secret}` };
  }
}

/**
 * A request that may outlive the page, or one that may not where the browser refuses the first: Chrome up to 80 for the
 * headers that every call here has, all of them for a large body. Sent twice it is the same request to the server.
 */
async function fetchAnyhow(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (fault) {
    if (!init.keepalive || init.signal?.aborted) throw fault;
    return fetch(url, { ...init, keepalive: false });
  }
}

/** The calls of {@link Api}, whoever answers them. */
export type StudentApi = Pick<Api, keyof Api>;

/** The data that the server wrote into a document; null when it is not an embed page. */
export function readPage(text: string | null | undefined): PageData | null {
  return text ? (JSON.parse(text) as PageData) : null;
}
