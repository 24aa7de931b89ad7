const FIRST_MS = 500;
const MAX_MS = 30_000;

/** What can be had by asking again: not yet. Waits as long as the server asks, and no shorter than the backoff. */
export interface Again {
  readonly again: true;
  readonly retryAfterMs: number;
  /** How the next wait is counted: as one more failure, as the first, or none at all. */
  readonly wait: 'longer' | 'first' | 'none';
}

interface RetryOptions {
  /** Ends it, whatever is under way. */
  readonly stop?: AbortSignal;
  /** Cuts short the wait that is under way. */
  readonly wake?: Wake;
  /** Failures that are counted before the first: the first wait is that much longer. */
  readonly failures?: number;
}

/** Tried again, later and later. */
export function again(retryAfterMs = 0): Again {
  return { again: true, retryAfterMs, wait: 'longer' };
}

/** Tried again after the first wait: until now it went well. */
export function afresh(): Again {
  return { again: true, retryAfterMs: 0, wait: 'first' };
}

/** Tried again without a wait. */
export function atOnce(): Again {
  return { again: true, retryAfterMs: 0, wait: 'none' };
}

/**
 * Calls until the call brings something other than {@link Again}, and returns that; undefined when it was stopped
 * before. `call` hears how many calls brought nothing.
 */
export function retry<T>(
  call: (failures: number) => Promise<T | Again>,
  options: RetryOptions & { readonly stop: AbortSignal },
): Promise<T | undefined>;
export function retry<T>(
  call: (failures: number) => Promise<T | Again>,
  options?: RetryOptions & { readonly stop?: never },
): Promise<T>;
export async function retry<T>(
  call: (failures: number) => Promise<T | Again>,
  { stop, wake, failures: before = 0 }: RetryOptions = {},
): Promise<T | undefined> {
  for (let failures = 0; !stop?.aborted; ) {
    const found = await call(failures);
    if (stop?.aborted) break;
    if (!isAgain(found)) return found;
    failures = found.wait === 'first' ? 1 : failures + 1;
    if (found.wait !== 'none') await pause(backoff(before + failures, found.retryAfterMs), stop, wake?.signal);
  }
  return undefined;
}

/** Cuts waits short, as often as it is asked to: the connection is back. */
export class Wake {
  #cut = new AbortController();

  get signal(): AbortSignal {
    return this.#cut.signal;
  }

  now(): void {
    this.#cut.abort();
    this.#cut = new AbortController();
  }
}

/**
 * Anything from half to the whole of the doubled step: a whole school does not come back at the same moment, and nobody
 * comes back so often that a limit of the server stops them, whatever chance says.
 */
export function backoff(failures: number, retryAfterMs = 0, random: () => number = Math.random): number {
  const step = Math.min(MAX_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.max(retryAfterMs, Math.round(((1 + random()) / 2) * step));
}

/** A wait that can be cut short. */
export function pause(ms: number, ...cuts: readonly (AbortSignal | undefined)[]): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      for (const cut of cuts) cut?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    for (const cut of cuts) cut?.addEventListener('abort', end);
    if (cuts.some((cut) => cut?.aborted)) end();
  });
}

/**
 * The server's last word on a call: another try brings the same. A missing login, a slow client and a used-up limit may
 * pass.
 */
export function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}

/** What the address leads to is there no more. */
export function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

function isAgain(found: unknown): found is Again {
  return typeof found === 'object' && found !== null && 'again' in found && found.again === true;
}
