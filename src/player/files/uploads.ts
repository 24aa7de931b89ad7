import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Reply } from '../server/api';
import { wellFormedText } from '../server/well-formed';
import type { FileRequest, StudentFile } from '../server/wire';
import { isSameChoice, rememberChoice } from './choice';
import { Upload, type UploadCalls } from './upload';
import { UploadSource } from './upload-source';

/** The server takes names of at most so many characters. */
const MAX_NAME = 255;

/** What the uploads of a session need. */
export interface UploadPorts extends Pick<UploadCalls, 'append' | 'onRefused'> {
  create(body: FileRequest): Promise<Reply<StudentFile>>;
  epoch(): number;
}

type Arrived = (stored: StudentFile) => void;

/**
 * Every file of the session on its way. They live here, not in the question's component: going to another question
 * stops none.
 */
export class Uploads {
  /** What the end of the exam cut off. */
  readonly cut = signal<readonly Upload[]>([]);
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

  /**
   * Sends a file; an earlier one to the question that has not arrived is stopped. What a reload interrupted goes on
   * where the server stands. `onArrived` hears of the file that is on the server whole.
   */
  send(questionId: string, file: File, onArrived: Arrived): Upload {
    const name = nameOf(file);
    const begun = this.stored(questionId).find((stored) => !stored.complete && isSameChoice(stored, file, name));
    const uploaded = { questionId, name, size: file.size, source: new UploadSource(file), begun };
    const upload = this.#begin(uploaded, file.type, onArrived);
    watch(
      upload,
      () => upload.file.value !== null,
      () => rememberChoice(upload.file.peek()?.id ?? '', file),
    );
    return upload;
  }

  /** Begins a file of unknown size, whose bytes are pushed into its `source`. */
  record(questionId: string, name: string, type: string, onArrived: Arrived): Upload {
    return this.#begin({ questionId, name, size: null, source: new UploadSource() }, type, onArrived);
  }

  /** Whatever is recorded comes to its end; its last bytes are sent. */
  endRecordings(): void {
    for (const { source } of this.underWay.peek()) if (!source.isEnded.peek()) source.finish();
  }

  /** The connection is back. */
  retryNow(): void {
    for (const upload of this.underWay.peek()) upload.retryNow();
  }

  stop(): void {
    for (const upload of this.underWay.peek()) upload.stop();
  }

  /** The exam is over: what has not arrived will not. */
  cutOff(): void {
    this.cut.value = this.underWay.peek();
    this.stop();
  }

  /** Resolves when nothing (of that question) is on its way any more. */
  async settled(questionId?: string): Promise<void> {
    const isOver = () => !this.underWay.value.some((u) => questionId === undefined || u.questionId === questionId);
    await new Promise<void>((resolve) => watch(null, isOver, resolve));
  }

  #begin(uploaded: ConstructorParameters<typeof Upload>[0], type: string, onArrived: Arrived): Upload {
    const { questionId, name, size } = uploaded;
    const { append, onRefused, create, epoch } = this.#ports;
    const newest = this.newest(questionId);
    const before = newest.peek();
    const upload = new Upload(uploaded, {
      create: () => create({ epoch: epoch(), questionId, name, size, type }),
      append,
      onArrived: (stored) => {
        this.#keep(stored.id, stored);
        onArrived(stored);
      },
      onRefused,
    });
    if (before?.size === null) {
      // The end of an earlier take goes on arriving until there is something of this one.
      watch(
        before,
        () => upload.sent.value > 0,
        () => before.stop(),
      );
    } else before?.stop();
    newest.value = upload;
    this.#all.value = [...this.#all.peek().filter((other) => other.isUnderWay), upload];
    void upload.run().then(() => {
      if (upload.step.peek().kind === 'refused') this.#keep(upload.file.peek()?.id);
    });
    return upload;
  }

  /** Puts a file last among what the server holds; without one, what was there under the ID is gone. */
  #keep(id: string | undefined, file?: StudentFile): void {
    const others = this.#stored.peek().filter((other) => other.id !== id);
    this.#stored.value = file ? [...others, file] : others;
  }
}

/** Acts once when something has become true; no more once the upload it is about is over. */
function watch(of: Upload | null, isTrue: () => boolean, act: () => void): void {
  let isOver = false;
  const end = effect(() => {
    if (isOver) return;
    const isNow = isTrue();
    isOver = isNow || (of !== null && !of.isUnderWay);
    if (isNow) act();
    if (isOver) queueMicrotask(() => end());
  });
}

/** The name as the server takes it; of a very long one its beginning and its ending. */
function nameOf({ name }: File): string {
  return wellFormedText(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 21)}…${name.slice(-20)}` : name);
}
