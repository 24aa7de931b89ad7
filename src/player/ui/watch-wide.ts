import { untilItArrives } from '../late-parts';
import type { Texts } from '../texts';

/** Lets what is wider than the page scroll inside itself, with the keyboard too, by a part that is loaded only where there may be such a thing. */
export function watchWide(texts: Texts): void {
  void untilItArrives(() => import('../wide')).then((wide) => wide.watchWide(texts));
}
