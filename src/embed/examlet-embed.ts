/**
 * The host's side of an embed: puts an exam into an element of your page and tells you what happens in it. No
 * dependencies. It hears something only when the embed session was created with `allowedOrigin` equal to your page's
 * origin.
 *
 * @packageDocumentation
 */

/** So long the exam may take to say that it is there. */
const ANSWER_MS = 10_000;

/** What an embed session gives on completion. */
export interface Outputs {
  readonly examId: string;
  readonly sessionId: string;
  readonly completionReason: string;
}

/** One richer event. Ignore names that you do not know: there may be more. */
export interface EmbedEvent {
  readonly id: string;
  /** Counts per exam session without gaps; null for what only the student's browser knows. */
  readonly seq: number | null;
  readonly sessionId: string | null;
  readonly at: string;
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface MountOptions {
  /** Each time the student answers a question, once the server has stored the answer. */
  readonly onStarted?: () => void;
  /** The exam is over: handed in, or the time is up. Once per page load, also when it was over before. */
  readonly onCompleted?: (outputs: Outputs) => void;
  readonly onEvent?: (event: EmbedEvent) => void;
  /** The student has no access any more: the link expired, was withdrawn, or its embed session was deleted. */
  readonly onEnded?: (reason: 'expired' | 'revoked' | 'deleted') => void;
  /**
   * Something went wrong: a code of the exam's `error` event, or `no-answer` when the frame has said nothing in 10
   * seconds. Then the link is no exam, the browser refused the frame, or it is not your origin that hears.
   */
  readonly onError?: (code: string) => void;
  /**
   * Makes the frame as high as what is in it, and your page scrolls. Off unless you say true: then the frame is as high
   * as the window, scrolls inside itself, and clock and buttons stay in view.
   */
  readonly autoResize?: boolean;
  /** The name of the frame for people who cannot see it; `Exam` unless you say otherwise. */
  readonly title?: string;
}

export interface Mounted {
  readonly iframe: HTMLIFrameElement;
  /** Takes the frame away and stops listening. The attempt goes on: mount it again to continue. */
  unmount(): void;
}

/**
 * Puts the exam behind `embedUrl` into `element`.
 *
 * @param element - Gets the frame as its last child.
 * @param embedUrl - As `POST /embed-sessions` returned it. Whoever has it can take the exam: keep it out of logs and
 * addresses.
 * @throws TypeError when `embedUrl` is not an absolute URL.
 */
export function mount(element: Element, embedUrl: string, options: MountOptions = {}): Mounted {
  const { origin } = new URL(embedUrl);
  const iframe = element.ownerDocument.createElement('iframe');
  const resizes = options.autoResize ?? false;
  const noAnswer = setTimeout(() => options.onError?.('no-answer'), ANSWER_MS);

  const hear = (event: MessageEvent<unknown>): void => {
    if (event.origin !== origin || event.source !== iframe.contentWindow) return;
    const message = record(event.data);
    if (message['type'] === 'examplary:embed-status-update') {
      if (message['status'] === 'started') options.onStarted?.();
      if (message['status'] === 'completed') options.onCompleted?.(outputsOf(message['outputs']));
    } else if (message['type'] === 'examplary:embed-event' && message['v'] === 1) {
      const heard = eventOf(message);
      if (heard.name === 'session:ready' || heard.name === 'session:ended') clearTimeout(noAnswer);
      if (resizes && heard.name === 'frame:resize') resize(iframe, heard.data['height']);
      options.onEvent?.(heard);
      if (heard.name === 'session:ended') options.onEnded?.(reasonOf(heard.data['reason']));
      if (heard.name === 'error') options.onError?.(text(heard.data['code']));
    }
  };
  window.addEventListener('message', hear);

  iframe.title = options.title ?? 'Exam';
  iframe.allow = 'microphone; fullscreen; clipboard-write';
  const height = resizes ? 'min-height: 560px' : 'height: 100vh; height: 100dvh';
  iframe.style.cssText = `display: block; width: 100%; border: 0; ${height}`;
  iframe.src = embedUrl;
  element.append(iframe);
  const stopTelling = tellViewport(iframe, origin);
  return {
    iframe,
    unmount() {
      clearTimeout(noAnswer);
      stopTelling();
      window.removeEventListener('message', hear);
      iframe.remove();
    },
  };
}

/**
 * Tells the exam which part of its frame can be seen, at most ten times a second: only your page knows of a keyboard on
 * the screen.
 */
function tellViewport(iframe: HTMLIFrameElement, origin: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    const view = window.visualViewport;
    const seenFrom = view?.offsetTop ?? 0;
    const seenTo = seenFrom + (view?.height ?? window.innerHeight);
    const frame = iframe.getBoundingClientRect();
    const top = Math.max(0, seenFrom - frame.top);
    const height = Math.min(frame.height, seenTo - frame.top) - top;
    // Zoomed into, a page shows less and has no keyboard: then the exam looks by itself.
    const data = view && view.scale > 1.05 ? { top: 0, height: frame.height } : { top, height: Math.max(0, height) };
    iframe.contentWindow?.postMessage({ type: 'examlet:host', v: 1, name: 'viewport', data }, origin);
  };
  const soon = (): void => {
    timer ??= setTimeout(tell, 100);
  };
  const targets = [window, window.visualViewport];
  for (const target of targets) for (const name of ['scroll', 'resize']) target?.addEventListener(name, soon, true);
  iframe.addEventListener('load', soon);
  // A word from before the frame grew would leave its new part out.
  const growth = new ResizeObserver(soon);
  growth.observe(iframe);
  return () => {
    clearTimeout(timer);
    growth.disconnect();
    for (const target of targets)
      for (const name of ['scroll', 'resize']) target?.removeEventListener(name, soon, true);
  };
}

function reasonOf(reason: unknown): 'expired' | 'revoked' | 'deleted' {
  return reason === 'expired' || reason === 'deleted' ? reason : 'revoked';
}

function resize(iframe: HTMLIFrameElement, height: unknown): void {
  if (typeof height === 'number' && height > 0 && height < 100_000) iframe.style.height = `${Math.ceil(height)}px`;
}

function eventOf(message: Readonly<Record<string, unknown>>): EmbedEvent {
  const { seq, sessionId } = message;
  return {
    id: text(message['id']),
    seq: typeof seq === 'number' ? seq : null,
    sessionId: typeof sessionId === 'string' ? sessionId : null,
    at: text(message['at']),
    name: text(message['name']),
    data: record(message['data']),
  };
}

function outputsOf(data: unknown): Outputs {
  const { examId, sessionId, completionReason } = record(data);
  return { examId: text(examId), sessionId: text(sessionId), completionReason: text(completionReason) };
}

function record(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
}

function text(data: unknown): string {
  return typeof data === 'string' ? data : '';
}
