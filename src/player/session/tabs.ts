/** Tells the other tabs of this browser which of them holds an exam session now. A fast word only: the server's epoch is the truth. */
export class Tabs {
  readonly #onNewer: (epoch: number) => void;
  #channel: BroadcastChannel | null = null;

  constructor(onNewer: (epoch: number) => void) {
    this.#onNewer = onNewer;
  }

  /** This page holds the session under that epoch. */
  hold(sessionId: string, epoch: number): void {
    if (typeof BroadcastChannel !== 'function') return;
    try {
      this.#channel ??= this.#open(sessionId);
      this.#channel.postMessage({ epoch });
    } catch {
      // Storage is partitioned or blocked: the server tells it a moment later.
    }
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }

  #open(sessionId: string): BroadcastChannel {
    const channel = new BroadcastChannel(`examlet ${sessionId}`);
    channel.onmessage = ({ data }: MessageEvent<{ readonly epoch?: unknown } | null>) => {
      if (typeof data?.epoch === 'number') this.#onNewer(data.epoch);
    };
    return channel;
  }
}
