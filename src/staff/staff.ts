import { type Signal, signal } from '@preact/signals';
import type { Clock } from '../player/page/clock';
import type { Reply } from '../player/page/reply';
import { again, retry, Wake } from '../player/page/retry';
import { endingOf, type StaffCalls } from './api';
import type { StaffHost } from './host';
import type { StaffTexts } from './texts';
import type { Done, Ending, FlowStatus, Opened, StaffPage } from './wire';

/** Where the page stands: waiting for the server, in use, of no use any more. */
export type Phase =
  | { readonly kind: 'opening'; readonly isRetrying: boolean }
  | { readonly kind: 'open' }
  | { readonly kind: 'over'; readonly ending: Ending };

/** A short word on what was just done, and what takes it back. */
export interface Toast {
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

interface StaffParts {
  readonly page: StaffPage;
  readonly api: StaffCalls;
  readonly clock: Clock;
  readonly host: StaffHost;
  readonly texts: StaffTexts;
  /** Names the embed session. */
  readonly embed: string;
  readonly browser: string;
}

/** A staff flow in this page: what each of its pages shares. */
export class Staff {
  readonly page: StaffPage;
  readonly api: StaffCalls;
  readonly clock: Clock;
  readonly host: StaffHost;
  readonly texts: StaffTexts;
  readonly embed: string;
  readonly phase: Signal<Phase> = signal<Phase>({ kind: 'opening', isRetrying: false });
  readonly status: Signal<FlowStatus> = signal<FlowStatus>('pending');
  readonly toast: Signal<Toast | null> = signal<Toast | null>(null);
  /** What is said aloud, politely. */
  readonly spoken = signal('');
  readonly isOffline = signal(false);
  /** Cuts waits short when the connection is back. */
  readonly wake = new Wake();
  /** Called when the connection may be back. */
  readonly wakes = new Set<() => void>();
  readonly #browser: string;

  constructor({ page, api, clock, host, texts, embed, browser }: StaffParts) {
    this.page = page;
    this.api = api;
    this.clock = clock;
    this.host = host;
    this.texts = texts;
    this.embed = embed;
    this.#browser = browser;
  }

  /** Opens the flow for this browser, as often as it takes; null when it is over. */
  async open(): Promise<Opened | null> {
    const opened = await retry(
      async () => {
        const reply = await this.api.call<Opened>('POST', 'open', { browser: this.#browser });
        if (reply.ok) return reply.body;
        if (this.judge(reply)) return null;
        this.phase.value = { kind: 'opening', isRetrying: true };
        return again(reply.retryAfterMs);
      },
      { wake: this.wake },
    );
    if (!opened) return null;
    this.clock.sync(opened.serverNow);
    this.status.value = opened.status;
    this.phase.value = { kind: 'open' };
    this.host.ready();
    return opened;
  }

  /**
   * Asks for something that a reader waits for, until the server answers; null when the flow is over or it is not
   * there.
   */
  async read<T>(path: string, stop?: AbortSignal): Promise<T | null> {
    const found = await retry<T | null>(
      async () => {
        const reply = await this.api.call<T>('GET', path);
        if (reply.ok) return reply.body;
        if (this.judge(reply) || reply.status === 404 || reply.status === 400) return null;
        return again(reply.retryAfterMs);
      },
      { wake: this.wake, stop: stop ?? new AbortController().signal },
    );
    return found ?? null;
  }

  /** Whatever waits for the connection tries again now. */
  retryNow(): void {
    this.wake.now();
    for (const wake of this.wakes) wake();
  }

  /** True when a reply says that the flow is over: the page then says so. */
  judge(reply: Reply<unknown>): boolean {
    const ending = endingOf(reply);
    if (ending) this.end(ending);
    return ending !== null;
  }

  end(ending: Ending): void {
    if (this.phase.peek().kind === 'over') return;
    this.phase.value = { kind: 'over', ending };
    this.host.ended(ending);
  }

  /** Tells the host what the flow has become. */
  became(status: FlowStatus, outputs: object): void {
    this.status.value = status;
    this.host.status(status, outputs);
  }

  /** Ends the flow by Done, and goes to where the host wants its people. Returns the reply. */
  async done(body: object, window: Pick<Window, 'location'>): Promise<Reply<Done>> {
    const reply = await this.api.call<Done>('POST', 'done', body);
    if (!reply.ok) {
      this.judge(reply);
      return reply;
    }
    this.became(reply.body.status, reply.body.outputs);
    const to = reply.body.returnUrl ?? this.page.host.returnUrl;
    if (to) window.location.assign(withOutputs(to, reply.body));
    return reply;
  }
}

/** An address with the status and the outputs in its query; what is no text stands there as JSON. */
export function withOutputs(address: string, { status, outputs }: Pick<Done, 'status' | 'outputs'>): string {
  const url = new URL(address);
  url.searchParams.set('status', status);
  for (const [name, value] of Object.entries(outputs))
    url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return url.href;
}
