import { signal } from '@preact/signals';
import { h, render } from 'preact';
import { watchHeight } from './host/content-height';
import { Host, hostWindow } from './host/host';
import { Clock } from './page/clock';
import { createTexts, localeOf } from './page/texts';
import { applyTheme } from './page/theme';
import { untilItArrives } from './page/until-it-arrives';
import { Api, readPage } from './server/api';
import { Session } from './session/session';
import { App } from './ui/App';
import { keepTextsWhole } from './ui/whole-texts';

/** How long a page may be hidden before what it shows is checked against the server. */
const HIDDEN_MS = 60_000;

/** Puts the player into the page that the server rendered. */
export function boot(document: Document, window: Window): void {
  const page = readPage(document.getElementById('examlet-page')?.textContent);
  const root = document.getElementById('app');
  if (!page || !root) return;
  keepTextsWhole();
  applyTheme(document.documentElement, page.theme?.primaryColor);
  const clock = new Clock();
  const arrived = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined;
  clock.sync(page.serverNow, arrived ? arrived.responseStart - arrived.requestStart : 0, arrived?.responseStart);
  const host = new Host(hostWindow(window), page.host.allowedOrigin, () => clock.now());
  const api = new Api(window.location.href);
  const session = new Session(page, api, clock, host);
  // A sandbox without allow-same-origin: the page's calls to its own server would all be refused.
  const isShutIn = window.origin === 'null';
  const texts = signal(createTexts(page.locale, page.messages, 'player', localeOf(page, window.navigator.languages)));
  render(h(App, { session, texts, isShutIn }), root);
  if (!CSS.supports('inset', '0') || !CSS.supports('overflow-wrap', 'anywhere'))
    void import('./styles/old-browsers.css');
  if (isShutIn) return;
  watchPage(window, session);
  keepFilesOut(window);
  watchHeight(window, root, host);
  watchFaults(window, host, session);
  // Fetched after the page is drawn: what is to be seen of a frame, and what its host says. Alone, on a device without
  // a touch screen, all of the page is seen.
  if (window.parent !== window || window.matchMedia('(pointer: coarse)').matches) {
    void untilItArrives(() => import('./host/around')).then(({ lookAround }) => lookAround(window, page, api, texts));
  }
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

/**
 * Tells the host once that something of the page broke. What fails as a key or a press is handled stops nothing that is
 * drawn; but the question on the screen may not work any more.
 */
function watchFaults(window: Window, host: Host, session: Session): void {
  let isTold = false;
  const tell = () => {
    if (!isTold) host.failed('page-failed');
    isTold = true;
  };
  window.addEventListener('error', ({ error, filename }) => {
    if (!error) return;
    tell();
    const question = session.place.current.peek();
    const isOurs = filename.startsWith(`${window.location.origin}/`);
    if (isOurs && question && session.phase.peek() === 'exam') session.faults.note(question, error);
  });
  window.addEventListener('unhandledrejection', tell);
}

/** A file that is dropped beside the field for it would take the place of the exam: the browser opens it. */
export function keepFilesOut(window: Window): void {
  const refuse = (event: DragEvent) => {
    const data = event.dataTransfer;
    // What takes files has answered for itself before.
    if (event.defaultPrevented || !data?.types.includes('Files')) return;
    event.preventDefault();
    data.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
}
