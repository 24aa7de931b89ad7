const FIRST_MS = 500;
const MOST_MS = 30_000;

/** Full jitter: anything from nothing to the doubled step, so that a whole school does not come back at the same moment. */
export function backoff(failures: number, retryAfterMs = 0, random: () => number = Math.random): number {
  const step = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.max(retryAfterMs, Math.round(random() * step));
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
