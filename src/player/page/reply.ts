/** RFC 9457; the name is the last part of its `type`. */
export interface Problem {
  readonly name: string;
  readonly detail: string;
  /** Of `answers-missing`: the questions whose newest answer the server does not have. */
  readonly questions: readonly string[];
  /** Everything that it says. */
  readonly more: Readonly<Record<string, unknown>>;
}

/**
 * What became of a call: an answer of the server, a problem it named, or no answer that can be trusted (`status` 0).
 */
export type Reply<T> =
  | { readonly ok: true; readonly body: T; readonly tookMs: number }
  | { readonly ok: false; readonly status: number; readonly problem: Problem | null; readonly retryAfterMs: number };

/** Only JSON counts: a portal or a proxy that answers with a page of its own has not answered for the server. */
export async function readReply<T>(response: Response, began: number): Promise<Reply<T>> {
  const retryAfterMs = retryAfter(response.headers.get('Retry-After'));
  const type = response.headers.get('Content-Type') ?? '';
  if (!/^application\/(problem\+)?json\b/i.test(type)) return { ok: false, status: 0, problem: null, retryAfterMs };
  const body: unknown = await response.json();
  if (response.ok) return { ok: true, body: body as T, tookMs: performance.now() - began };
  return { ok: false, status: response.status, problem: readProblem(body), retryAfterMs };
}

function readProblem(body: unknown): Problem {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const questions = given['questions'];
  return {
    name:
      String(given['type'] ?? '')
        .split(/[:/#]/)
        .pop() ?? '',
    detail: String(given['detail'] ?? given['title'] ?? ''),
    questions: Array.isArray(questions) ? questions.filter((id): id is string => typeof id === 'string') : [],
    more: given,
  };
}

function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 120_000) : 0;
}
