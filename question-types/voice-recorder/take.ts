import type { AnswerValue, QuestionFiles, StudentFile, Upload } from '@examlet/player';
import { effect, signal } from '@preact/signals';
import { nameFor, recordedKind } from './microphone';

/** How often the browser hands over what it has recorded: what a crash costs at most. */
const SLICE_MS = 3_000;
/** How often the answer is told how long the take is by now. */
const ANSWER_MS = 10_000;

/**
 * One take: recorded, and uploaded while it is made. It goes on when the student looks at another question, until it is
 * stopped.
 */
export class Take {
  readonly seconds = signal(0);
  readonly step = signal<'recording' | 'paused' | 'ended'>('recording');
  readonly upload: Upload;
  /** When it ended, by `performance.now()`. */
  endedAt = Number.NEGATIVE_INFINITY;
  readonly #recorder: MediaRecorder;
  readonly #stream: MediaStream;
  readonly #files: QuestionFiles;
  readonly #most: number;
  readonly #kind: string;
  readonly #timer: ReturnType<typeof setInterval>;
  #since = performance.now();
  #before = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  /** Begins to record; `most` seconds at most. Throws what MediaRecorder throws, with the microphone off again. */
  constructor(stream: MediaStream, files: QuestionFiles, most: number) {
    this.#stream = stream;
    this.#files = files;
    this.#most = most;
    try {
      const kind = recordedKind();
      this.#recorder = new MediaRecorder(stream, kind ? { mimeType: kind, audioBitsPerSecond: 64_000 } : {});
      this.#recorder.start(SLICE_MS);
      this.#kind = (this.#recorder.mimeType || kind).split(';')[0] ?? '';
    } catch (fault) {
      this.#release();
      throw fault;
    }
    this.upload = files.record(nameFor(this.#kind), this.#kind, (file) => this.#answer(file));
    this.upload.source.finish = () => this.stop();
    this.#recorder.ondataavailable = ({ data }) => this.upload.source.push(data);
    this.#recorder.onstop = () => {
      this.upload.source.end();
      this.stop();
    };
    this.#timer = setInterval(() => this.#tick(), 250);
    this.#follow();
  }

  pause(): void {
    if (this.step.peek() !== 'recording') return;
    this.#recorder.pause();
    this.#before = this.#elapsed();
    this.step.value = 'paused';
  }

  resume(): void {
    if (this.step.peek() !== 'paused') return;
    this.#recorder.resume();
    this.#since = performance.now();
    this.step.value = 'recording';
  }

  stop(): void {
    if (this.step.peek() === 'ended') return;
    this.seconds.value = Math.min(this.#most, Math.round(this.#elapsed()));
    this.step.value = 'ended';
    this.endedAt = performance.now();
    clearInterval(this.#timer);
    if (this.#recorder.state === 'inactive') this.upload.source.end();
    else this.#recorder.stop();
    this.#release();
  }

  /** The sound so far; from here, so that no connection is needed to hear it. */
  sound(): Blob {
    return this.upload.source.whole(this.#kind);
  }

  /**
   * As soon as something has arrived it is the answer: a crash loses seconds, not the take. A take that cannot arrive
   * is not made.
   */
  #follow(): void {
    const end = effect(() => {
      const file = this.upload.file.value;
      const isUnderWay = this.upload.isUnderWay;
      if (file && isUnderWay && this.upload.sent.value > 0) this.#tell(file);
      if (isUnderWay) return;
      this.stop();
      queueMicrotask(() => end());
    });
  }

  #release(): void {
    for (const track of this.#stream.getTracks()) track.stop();
  }

  #elapsed(): number {
    return this.step.peek() === 'paused' ? this.#before : this.#before + (performance.now() - this.#since) / 1000;
  }

  #tick(): void {
    this.seconds.value = Math.min(this.#most, Math.floor(this.#elapsed()));
    if (this.#elapsed() >= this.#most || this.#recorder.state === 'inactive') this.stop();
  }

  #tell(file: StudentFile): void {
    const now = performance.now();
    if (now - this.#toldAt < ANSWER_MS) return;
    this.#toldAt = now;
    this.#files.answer(this.#answer(file), false);
  }

  #answer(file: StudentFile): AnswerValue {
    return [file.id, file.name, this.#kind || file.type, String(this.seconds.peek())];
  }
}
