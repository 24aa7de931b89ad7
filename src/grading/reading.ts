import type { Staff } from '../staff/staff';
import type { Item, ItemPage } from './wire';

const PAGE = 100;

/** Reads all answers to a question, page by page; `take` has each as it comes. False when they cannot be had. */
export async function readAnswers(
  staff: Staff,
  questionId: string,
  stop: AbortSignal,
  take: (items: readonly Item[]) => void,
): Promise<boolean> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = new URLSearchParams({ questionId, state: 'all', limit: String(PAGE) });
    if (cursor !== '') query.set('cursor', cursor);
    const page: ItemPage | null = await staff.read<ItemPage>(`grading?${query}`, stop);
    if (stop.aborted) return true;
    if (page === null) return false;
    take(page.items);
    cursor = page.nextCursor;
  }
  return true;
}
