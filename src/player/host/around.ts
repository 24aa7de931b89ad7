import type { Signal } from '@preact/signals';
import { again, retry } from '../page/retry';
import { createTexts, localeOf, type Texts } from '../page/texts';
import { applyTheme } from '../page/theme';
import type { StudentApi } from '../server/api';
import type { PageData } from '../server/wire';
import { listenToHost } from './from-host';
import { Visible } from './visible';

/** So often another language is asked for, before the page stays as it is. */
const TRIES = 5;

/**
 * Follows what is around the page: how much of it can be seen, and the host's words on that, on the language and on the
 * colour.
 */
export function lookAround(window: Window, page: PageData, api: Pick<StudentApi, 'page'>, texts: Signal<Texts>): void {
  const root = window.document.documentElement;
  const visible = new Visible(window);
  if (!page.host.allowedOrigin || window.parent === window) return;
  let asked = '';
  listenToHost(window, page.host.allowedOrigin, {
    viewport: (top, bottom) => visible.hostSays(top, bottom),
    theme: (primaryColor) => applyTheme(root, primaryColor),
    async locale(tag) {
      asked = tag;
      const translated = await retry(async (failures) => {
        const isWanted = asked === tag && failures < TRIES;
        return isWanted ? ((await api.page(tag)) ?? again()) : null;
      });
      if (translated && asked === tag) speak(translated);
    },
  });

  function speak(translated: PageData): void {
    const { locale, dir, messages } = translated;
    const followed = localeOf(translated, window.navigator.languages);
    if (followed === texts.peek().locale) return;
    const focused = window.document.activeElement?.id;
    const { scrollX, scrollY } = window;
    root.lang = locale;
    root.dir = dir;
    texts.value = createTexts(locale, messages, 'player', followed);
    // The page was drawn anew: the student stays where they were.
    window.requestAnimationFrame(() => {
      if (focused) window.document.getElementById(focused)?.focus({ preventScroll: true });
      window.scrollTo(scrollX, scrollY);
    });
  }
}
