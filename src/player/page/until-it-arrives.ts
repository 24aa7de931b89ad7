import { type Again, again, retry } from './retry';

/**
 * Fetches a part of the page; a failed fetch is tried again until it arrives. Rejects when it arrives and does not run
 * in this browser.
 */
export async function untilItArrives<Part extends object>(load: () => Promise<Part>): Promise<Part> {
  let before: unknown;
  return retry(async (): Promise<Part | Again> => {
    try {
      return await load();
    } catch (fault) {
      // Each failed fetch has an error of its own; what cannot be read or run fails with the same one for good.
      if (fault === before) throw fault;
      before = fault;
      return again();
    }
  });
}
