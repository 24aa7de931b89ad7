import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Reply } from './api';
import { Upload, UploadSource } from './upload';
import type { FileRequest, StudentFile } from './wire';

/** What the uploads of a session need. */
export interface UploadPorts {
  create(body: FileRequest): Promise<Reply<StudentFile>>;
  append(
    id: string,
    offset: number,
    bytes: ArrayBuffer,
    checksum: string,
    isLast: boolean,
  ): Promise<Reply<StudentFile>>;
  epoch(): number;
}

/** Every file of the session on its way. They live here, not in the question's component: going to another question stops none. */
export class Uploads {
  readonly #ports: UploadPorts;
  readonly #newest = new Map<string, Signal<Upload | null>>();
  readonly #stored = signal<readonly StudentFile[]>([]);
  readonly #all = signal<readonly Upload[]>([]);

  /** Uploads that have not arrived. */
  readonly underWay: ReadonlySignal<readonly Upload[]> = computed(() => this.#all.value.filter((u) => u.isUnderWay));

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** Takes over what `start` or `open` returned. */
  adopt(files: readonly StudentFile[]): void {
    this.#stored.value = files;
  }

  /** What the server holds of a question, oldest first. */
  stored(questionId: string): readonly StudentFile[] {
    return this.#stored.value.filter((file) => file.questionId === questionId);
  }

  /** The newest upload to a question in this page. */
  newest(questionId: string): Signal<Upload | null> {
    let upload = this.#newest.get(questionId);
    if (!upload) {
      upload = signal(null);
      this.#newest.set(questionId, upload);
    }
    return upload;
  }

  /** Sends a file; an earlier upload to the question that has not arrived is stopped. `onArrived` hears of the file that is on the server whole. */
  send(questionId: string, file: File, onArrived: (stored: StudentFile) => void): Upload {
    return this.#begin(questionId, file.name, file.size, file.type, new UploadSource(file), onArrived);
  }

  /** Begins a file of unknown size, whose bytes are pushed into its `source`. */
  record(questionId: string, name: string, type: string, onArrived: (stored: StudentFile) => void): Upload {
    return this.#begin(questionId, name, null, type, new UploadSource(), onArrived);
  }

  /** The connection is back. */
  retryNow(): void {
    for (const upload of this.underWay.peek()) upload.retryNow();
  }

  stop(): void {
    for (const upload of this.underWay.peek()) upload.stop();
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.underWay.peek().length > 0) {
      await new Promise<void>((resolve) => {
        const end = this.underWay.subscribe((left) => {
          if (left.length > 0) return;
          resolve();
          queueMicrotask(() => end());
        });
      });
    }
  }

  #begin(
    questionId: string,
    name: string,
    size: number | null,
    type: string,
    source: UploadSource,
    onArrived: (stored: StudentFile) => void,
  ): Upload {
    const newest = this.newest(questionId);
    newest.peek()?.stop();
    const calls = {
      create: (...[fileName, bytes, media]: Parameters<Upload['calls']['create']>) =>
        this.#ports.create({ epoch: this.#ports.epoch(), questionId, name: fileName, size: bytes, type: media }),
      append: this.#ports.append,
    };
    const upload = new Upload(name, size, type, source, calls);
    newest.value = upload;
    this.#all.value = [...this.#all.peek().filter((other) => other.isUnderWay), upload];
    void upload.run().then(() => {
      const stored = upload.file.peek();
      if (!stored?.complete) return;
      this.#stored.value = [...this.#stored.peek().filter((file) => file.id !== stored.id), stored];
      onArrived(stored);
    });
    return upload;
  }
}
