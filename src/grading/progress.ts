import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Staff } from '../staff/staff';
import type { Done } from '../staff/wire';
import type { Answers } from './answers';
import { type GradedQuestion, OVERALL, type Overview, toGrade } from './wire';

/** So long after a grade arrived the figures are asked for. */
const SOON_MS = 1_200;
/** How often the page looks what other graders have done. */
const EVERY_MS = 60_000;

/** How far the questions are graded, by everybody. */
export class Progress {
  readonly overview = signal<Overview | null>(null);
  readonly #staff: Staff;
  readonly #answers: Answers;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(staff: Staff, answers: Answers) {
    this.#staff = staff;
    this.#answers = answers;
  }

  /** The questions, with what was graded here and is not in the server's figures yet. */
  readonly questions: ReadonlySignal<readonly GradedQuestion[]> = computed(() => {
    const questions = this.overview.value?.questions ?? [];
    if (!this.#answers.isWhole.value) return questions;
    const here = this.#answers.questionId.value;
    return questions.map((question) => (question.questionId === here ? this.#counted(question) : question));
  });

  readonly remaining: ReadonlySignal<number> = computed(() =>
    this.questions.value.reduce((sum, question) => sum + toGrade(question), 0),
  );

  /** Answers that a person has graded. */
  readonly graded: ReadonlySignal<number> = computed(() =>
    this.questions.value.reduce((sum, { graded }) => sum + graded, 0),
  );

  question(questionId: string): GradedQuestion | undefined {
    if (questionId === OVERALL) return undefined;
    return this.overview.value?.questions.find((question) => question.questionId === questionId);
  }

  /** The next question that waits, after one and then from the first. */
  nextQuestion(after: string): string | null {
    const questions = this.questions.peek();
    const at = questions.findIndex(({ questionId }) => questionId === after);
    const order = [...questions.slice(at + 1), ...questions.slice(0, Math.max(0, at))];
    return order.find((question) => toGrade(question) > 0)?.questionId ?? null;
  }

  async load(): Promise<Overview | null> {
    const overview = await this.#staff.read<Overview>('grading/overview');
    if (overview) this.overview.value = overview;
    return overview;
  }

  /** A grade arrived: the figures, and what the host hears, follow soon. */
  delivered(): void {
    this.#again(SOON_MS);
  }

  /** Looks now and then what others have graded; `onOthers` is called when it is something of the question shown. */
  follow(onOthers: () => void): void {
    setInterval(() => {
      if (document.visibilityState === 'visible') void this.#look(onOthers);
    }, EVERY_MS);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.#look(onOthers);
    });
  }

  async #look(onOthers: () => void): Promise<void> {
    const questionId = this.#answers.questionId.peek();
    const before = this.#figures(questionId);
    await Promise.all([this.load(), this.#tell()]);
    if (this.#figures(questionId) !== before) onOthers();
  }

  #figures(questionId: string): string {
    const question = this.overview.peek()?.questions.find((each) => each.questionId === questionId);
    return question ? `${question.total} ${question.waiting} ${question.graded} ${question.stale}` : '';
  }

  #again(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void Promise.all([this.load(), this.#tell()]), ms);
  }

  /** The host hears what the flow has come to, by the server's word. */
  async #tell(): Promise<void> {
    const reply = await this.#staff.api.call<Done>('GET', 'status');
    if (!reply.ok) this.#staff.judge(reply);
    else if (reply.body.status !== 'pending') this.#staff.became(reply.body.status, reply.body.outputs);
  }

  #counted(question: GradedQuestion): GradedQuestion {
    const items = this.#answers.all.value;
    const waits = items.filter((item) => this.#answers.isWaiting(item));
    const stale = waits.filter((item) => item.state === 'stale').length;
    const graded = items.filter((item) => item.state !== 'machine' && !this.#answers.isWaiting(item)).length;
    return { ...question, waiting: waits.length - stale, graded, stale };
  }
}
