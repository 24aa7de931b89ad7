import { backoff, pause } from './backoff';

/** Fetches a part of the page; a failed fetch is tried again until it arrives. */
export async function untilItArrives<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await load();
    } catch {
      await pause(backoff(failures));
    }
  }
}
