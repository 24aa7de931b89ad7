const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * Anything from half to the whole of the doubled step: a whole school does not come back at the same moment, and nobody comes back so often that a limit of the server stops them,
 * whatever chance says.
 */
export function backoff(failures: number, retryAfterMs = 0, random: () => number = Math.random): number {
  const step = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.max(retryAfterMs, Math.round(((1 + random()) / 2) * step));
}

/** A wait that can be cut short. */
export function pause(ms: number, cut?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    cut?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
