import type { Standing } from './standing';

/**
 * Tells the other tabs of this browser which of them holds an exam session now. A fast word only: the server's epoch is
 * the truth.
 */
export class Tabs {
  readonly #standing: Standing;
  #channel: BroadcastChannel | null = null;

  constructor(standing: Standing) {
    this.#standing = standing;
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
      if (typeof data?.epoch === 'number') this.#heard(data.epoch);
    };
    return channel;
  }

  #heard(epoch: number): void {
    const { phase, isSuperseded } = this.#standing;
    if (epoch > this.#standing.epoch && phase.peek() === 'exam') isSuperseded.value = true;
  }
}
