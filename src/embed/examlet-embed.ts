/**
 * The host's side of an embed: puts an exam into an element of your page and tells you what happens in it. No dependencies.
 * It hears something only when the embed session was created with `allowedOrigin` equal to your page's origin.
 *
 * @packageDocumentation
 */

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
  /** Makes the frame as high as what is in it. On unless you say false. */
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
 * @param embedUrl - As `POST /embed-sessions` returned it. Whoever has it can take the exam: keep it out of logs and addresses.
 * @throws TypeError when `embedUrl` is not an absolute URL.
 */
export function mount(element: Element, embedUrl: string, options: MountOptions = {}): Mounted {
  const { origin } = new URL(embedUrl);
  const iframe = element.ownerDocument.createElement('iframe');
  const resizes = options.autoResize ?? true;

  const hear = (event: MessageEvent<unknown>): void => {
    if (event.origin !== origin || event.source !== iframe.contentWindow) return;
    const message = record(event.data);
    if (message['type'] === 'examplary:embed-status-update') {
      if (message['status'] === 'started') options.onStarted?.();
      if (message['status'] === 'completed') options.onCompleted?.(outputsOf(message['outputs']));
    } else if (message['type'] === 'examplary:embed-event' && message['v'] === 1) {
      const heard = eventOf(message);
      if (resizes && heard.name === 'frame:resize') resize(iframe, heard.data['height']);
      options.onEvent?.(heard);
    }
  };
  window.addEventListener('message', hear);

  iframe.title = options.title ?? 'Exam';
  iframe.allow = 'microphone; fullscreen; clipboard-write';
  iframe.style.cssText = 'display: block; width: 100%; min-height: 560px; border: 0';
  iframe.src = embedUrl;
  element.append(iframe);
  return {
    iframe,
    unmount() {
      window.removeEventListener('message', hear);
      iframe.remove();
    },
  };
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
