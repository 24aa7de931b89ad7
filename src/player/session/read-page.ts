import type { Clock } from '../page/clock';
import type { StudentApi } from '../server/api';
import type { PageData } from '../server/wire';

/**
 * Asks the server how the exam session stands; takes nothing over from another device. Null when there is no answer.
 */
export async function readPage(api: Pick<StudentApi, 'page'>, clock: Clock): Promise<PageData | null> {
  const began = performance.now();
  const page = await api.page();
  if (page) clock.sync(page.serverNow, performance.now() - began);
  return page;
}
