import type { Texts } from '../page/texts';
import { untilItArrives } from '../page/until-it-arrives';

/**
 * Lets what is wider than the page scroll inside itself, with the keyboard too, by a part that is loaded only where
 * there may be such a thing.
 */
export function watchWide(texts: Texts): void {
  void untilItArrives(() => import('./wide')).then((wide) => wide.watchWide(texts));
}
