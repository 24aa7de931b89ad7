import { type Signal, signal } from '@preact/signals';

/** The server knows a file by its first bytes: so many come together, when there are so many. */
const FIRST_BYTES = 4096;

/** Bytes that are there from the beginning, or that come while they are sent. */
export class UploadSource {
  /** How many bytes there are by now. */
  readonly size: Signal<number>;
  /** False while more bytes may come. */
  readonly isEnded: Signal<boolean>;
  readonly #blobs: Blob[];
  #wake: () => void = () => undefined;

  /** With a file all bytes are there; without one they are pushed. */
  constructor(file?: Blob) {
    this.#blobs = file ? [file] : [];
    this.size = signal(file?.size ?? 0);
    this.isEnded = signal(file !== undefined);
  }

  /** Asks what makes the bytes to come to its end; set by what makes them. */
  finish: () => void = () => this.end();

  push(blob: Blob): void {
    if (blob.size > 0) this.#blobs.push(blob);
    this.size.value += blob.size;
    this.#wake();
  }

  /** No more bytes will come. */
  end(): void {
    this.isEnded.value = true;
    this.#wake();
  }

  /** Everything that there is by now. */
  whole(type: string): Blob {
    return new Blob(this.#blobs, { type });
  }

  /**
   * The bytes from `offset` on, at most `most`; waits for some. The last may be none. Throws when the browser cannot
   * read the file any more.
   */
  async take(
    offset: number,
    most: number,
    cut: AbortSignal,
  ): Promise<{ readonly bytes: ArrayBuffer; readonly isLast: boolean }> {
    while (!this.isEnded.peek() && this.size.peek() < Math.max(offset + 1, FIRST_BYTES) && !cut.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        cut.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    const end = Math.min(this.size.peek(), offset + most);
    const isLast = this.isEnded.peek() && end === this.size.peek();
    return { bytes: await this.whole('').slice(offset, end).arrayBuffer(), isLast };
  }
}
