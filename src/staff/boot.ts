import { type ComponentChild, render } from 'preact';
import { watchHeight } from '../player/host/content-height';
import { listenToHost } from '../player/host/from-host';
import { Visible } from '../player/host/visible';
import { Clock } from '../player/page/clock';
import { applyTheme } from '../player/page/theme';
import { StaffApi } from './api';
import { browserToken, inLanguage, readAddress } from './browser';
import { StaffHost } from './host';
import { Staff } from './staff';
import { staffTexts } from './texts';
import type { StaffPage } from './wire';

/** Reads what the server wrote into the document; null when this is no page of staff. */
export function readStaffPage(document: Document): StaffPage | null {
  const text = document.getElementById('examlet-staff')?.textContent;
  return text ? (JSON.parse(text) as StaffPage) : null;
}

/** Puts a staff page into what the server rendered. `app` gives what is drawn, and begins whatever runs behind it. */
export function bootStaff(document: Document, window: Window, app: (staff: Staff) => ComponentChild): void {
  const page = readStaffPage(document);
  const root = document.getElementById('app');
  if (!page || !root) return;
  applyTheme(document.documentElement, page.theme?.primaryColor);
  const texts = staffTexts(page);
  // The flow and the exam: a student's name never stands in it.
  document.title = [texts.t('title'), page.exam?.name].filter(Boolean).join(': ');
  const clock = new Clock();
  clock.sync(page.serverNow);
  const address = readAddress(window.location.href);
  const browser = browserToken(address.embed, () => window.localStorage);
  const staff = new Staff({
    page,
    api: new StaffApi(window.location.href, address, browser),
    clock,
    host: StaffHost.of(window, page.host.allowedOrigin, () => clock.now()),
    texts,
    embed: address.embed,
    browser,
  });
  render(app(staff), root);
  followConnection(window, staff);
  if (window.parent === window) return;
  watchHeight(window, root, staff.host);
  const visible = new Visible(window);
  if (!page.host.allowedOrigin) return;
  listenToHost(window, page.host.allowedOrigin, {
    viewport: (top, bottom) => visible.hostSays(top, bottom),
    theme: (primaryColor) => applyTheme(document.documentElement, primaryColor),
    locale: (tag) => changeLanguage(window, page, tag),
  });
}

function followConnection(window: Window, staff: Staff): void {
  const follow = () => {
    const isOffline = !window.navigator.onLine;
    if (staff.isOffline.peek() === isOffline) return;
    staff.isOffline.value = isOffline;
    staff.host.connection(isOffline);
    if (!isOffline) staff.retryNow();
  };
  staff.isOffline.value = !window.navigator.onLine;
  window.addEventListener('online', follow);
  window.addEventListener('offline', follow);
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'visible') staff.retryNow();
  });
}

/** Loads the page in the language that the host names, if there is such a one and it is another. */
function changeLanguage(window: Window, page: StaffPage, tag: string): void {
  const language = tag.toLowerCase().split('-')[0] ?? '';
  if (language === page.locale || !page.locales.includes(language)) return;
  window.location.replace(inLanguage(window.location.href, language));
}
