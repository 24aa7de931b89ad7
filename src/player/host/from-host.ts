import { parseHex } from '../page/theme';

/** Hears what the host's page tells this one; it can say nothing else. */
export interface HostTells {
  /** What can be seen of the frame, in pixels from its upper edge. */
  viewport(top: number, bottom: number): void;
  locale(tag: string): void;
  theme(primaryColor: string): void;
}

/** Messages are acted upon at most ten times a second; of several of a kind the newest counts. */
const BETWEEN_MS = 100;

const NAMES = ['viewport', 'locale', 'theme'] as const;
type Name = (typeof NAMES)[number];

/** Listens to the page around this one, if it is of the allowed origin, and to nobody else. Returns what ends it. */
export function listenToHost(window: Window, allowedOrigin: string, tells: HostTells): () => void {
  const waiting = new Map<Name, unknown>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const act = () => {
    const [next] = waiting;
    timer = next && setTimeout(act, BETWEEN_MS);
    if (!next) return;
    waiting.delete(next[0]);
    tell(next[0], next[1], window, tells);
  };
  const hear = (event: MessageEvent<unknown>) => {
    if (window.parent === window || event.source !== window.parent || event.origin !== allowedOrigin) return;
    const message = record(event.data);
    const name = NAMES.find((known) => known === message['name']);
    if (message['type'] !== 'examlet:host' || message['v'] !== 1 || !name) return;
    waiting.set(name, message['data']);
    if (timer === undefined) act();
  };
  window.addEventListener('message', hear);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('message', hear);
  };
}

function tell(name: Name, given: unknown, window: Window, tells: HostTells): void {
  const data = record(given);
  if (name === 'viewport') {
    const { top, height } = data;
    if (!isNumber(top) || !isNumber(height)) return;
    const from = Math.min(Math.max(top, 0), window.innerHeight);
    tells.viewport(from, Math.min(Math.max(from + height, from), window.innerHeight));
  } else if (name === 'locale') {
    const { locale } = data;
    if (typeof locale === 'string' && locale.length <= 35 && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(locale)) {
      tells.locale(locale);
    }
  } else {
    const { primaryColor } = data;
    if (typeof primaryColor === 'string' && parseHex(primaryColor)) tells.theme(primaryColor);
  }
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function record(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}
