import { render } from 'preact';
import { Clock } from '../player/page/clock';
import { MonitorCalls, readMonitorPage } from './api';
import { Monitor } from './monitor';
import { monitorTexts } from './texts';
import { MonitorApp } from './ui/MonitorApp';

/** Puts the monitor into the page that the server rendered. */
export function boot(document: Document, window: Window): void {
  const page = readMonitorPage(document);
  const root = document.getElementById('app');
  if (!page || !root) return;
  document.title = page.exam.name;
  const clock = new Clock();
  clock.sync(page.serverNow);
  const monitor = new Monitor(page, new MonitorCalls(window.location.href), clock, monitorTexts(page));
  render(MonitorApp({ monitor }), root);
  monitor.begin();
  window.addEventListener('online', () => monitor.stream.retryNow());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    monitor.second.value += 1;
    monitor.stream.retryNow();
  });
}
