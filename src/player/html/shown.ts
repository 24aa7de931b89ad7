import { signal } from '@preact/signals';
import { untilItArrives } from '../page/until-it-arrives';
import { plainHtml } from './plain';
import { trustedPolicy } from './trusted-policy';

/** What makes HTML safe, once it is here. */
const purifier = signal<((html: string) => string) | null>(null);
let fetching: Promise<void> | undefined;
/** What was shown for each text: an exam has few, and each is shown many times. */
const shown = new Map<string, string>();

/** Fetches what makes HTML safe, again and again until it arrives. */
export function fetchPurifier(): Promise<void> {
  fetching ??= untilItArrives(() => import('./purify')).then(({ purify }) => {
    for (const html of shown.keys()) if (plainHtml(html) !== html) shown.delete(html);
    purifier.value = purify;
  });
  return fetching;
}

/** Plain HTML as it is, other HTML made safe; until that can be done, its plain part. */
function makeSafe(html: string): string {
  const plain = plainHtml(html);
  if (plain === html) return html;
  if (purifier.value) return purifier.value(html);
  void fetchPurifier();
  return plain;
}

const trusted = trustedPolicy('examlet', { createHTML: makeSafe });

/**
 * HTML from the server as it may enter the page. A component that calls this is drawn again when more of it can be
 * shown.
 */
export function shownHtml(html: string): string {
  void purifier.value;
  let safe = shown.get(html);
  if (safe === undefined) {
    safe = trusted?.createHTML(html) ?? makeSafe(html);
    shown.set(html, safe);
  }
  return safe;
}
