import { render } from 'preact';
import { Api, readPage } from './api';
import { Clock } from './clock';
import { Host, hostWindow } from './host';
import { Session } from './session';
import { createTexts } from './texts';
import { applyTheme } from './theme';
import { App } from './ui/App';

/** How long a page may be hidden before what it shows is checked against the server. */
const HIDDEN_MS = 60_000;

/** Puts the player into the page that the server rendered. */
export function run(document: Document, window: Window): void {
  const page = readPage(document);
  const root = document.getElementById('app');
  if (!page || !root) return;
  applyTheme(document.documentElement, page.theme?.primaryColor);
  const clock = new Clock();
  const arrived = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
  clock.sync(page.serverNow, arrived ? arrived.responseStart - arrived.requestStart : 0, arrived?.responseStart);
  const host = new Host(hostWindow(window), page.host.allowedOrigin, () => clock.now());
  const session = new Session(page, new Api(window.location.href), clock, host);
  // A sandbox without allow-same-origin: the page's calls to its own server would all be refused.
  const isShutIn = window.origin === 'null';
  render(App({ session, texts: createTexts(page.locale, page.messages), isShutIn }), root);
  if (isShutIn) return;
  watchPage(window, session);
  watchHeight(window, root, host);
  session.begin();
}

function watchPage(window: Window, session: Session): void {
  let hiddenAt = 0;
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'hidden') {
      hiddenAt = session.clock.now();
      session.leave();
    } else if (session.clock.now() - hiddenAt > HIDDEN_MS || session.clock.slept()) void session.comeBack();
  });
  window.addEventListener('pagehide', () => session.leave());
  window.addEventListener('pageshow', (event) => {
    if (event.persisted && session.phase.peek() === 'exam') void session.open();
  });
  window.addEventListener('offline', () => {
    session.isOffline.value = true;
  });
  window.addEventListener('online', () => {
    session.isOffline.value = false;
    void session.comeBack();
  });
  session.isOffline.value = !window.navigator.onLine;
}

function watchHeight(window: Window, root: HTMLElement, host: Host): void {
  if (window.parent === window || !('ResizeObserver' in window)) return;
  new ResizeObserver(() => host.resized(root.getBoundingClientRect().height)).observe(root);
}
