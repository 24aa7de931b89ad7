import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Staff } from '../staff/staff';
import type { Answers } from './answers';
import { type GradedQuestion, OVERALL, type Overview } from './wire';

/** So long after a grade arrived the figures are asked for. */
const SOON_MS = 800;
/** How often the page looks what other graders have done. */
const EVERY_MS = 60_000;

/** How far the questions are graded, by everybody. */
export class Progress {
  readonly overview = signal<Overview | null>(null);
  readonly #staff: Staff;
  readonly #answers: Answers;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasGraded = false;

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
    this.questions.value.reduce((sum, { waiting }) => sum + waiting, 0),
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
    return order.find(({ waiting }) => waiting > 0)?.questionId ?? null;
  }

  async load(): Promise<Overview | null> {
    const overview = await this.#staff.read<Overview>('grading/overview');
    if (overview) this.overview.value = overview;
    return overview;
  }

  /** A grade arrived: the figures, and what the host hears, follow soon. */
  delivered(): void {
    this.#hasGraded = true;
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
    await this.load();
    this.#tell();
    if (this.#figures(questionId) !== before) onOthers();
  }

  #figures(questionId: string): string {
    const question = this.overview.peek()?.questions.find((each) => each.questionId === questionId);
    return question ? `${question.total} ${question.waiting} ${question.graded} ${question.stale}` : '';
  }

  #again(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load().then(() => this.#tell()), ms);
  }

  /** What the host hears: how much is graded, and once that nothing remains. */
  #tell(): void {
    const { status } = this.#staff;
    const overview = this.overview.peek();
    if (!overview || status.peek() === 'completed' || (!this.#hasGraded && status.peek() === 'created')) return;
    const sum = (of: (question: GradedQuestion) => number) =>
      overview.questions.reduce((total, question) => total + of(question), 0);
    const remaining = sum(({ waiting }) => waiting);
    const outputs = { examId: this.#staff.page.exam?.id ?? '', graded: sum(({ graded }) => graded), remaining };
    this.#staff.became(remaining === 0 ? 'completed' : 'started', outputs);
  }

  #counted(question: GradedQuestion): GradedQuestion {
    const items = this.#answers.all.value;
    const waiting = items.filter((item) => this.#answers.isWaiting(item)).length;
    const byPeople = items.filter((item) => item.state !== 'machine' && !this.#answers.isWaiting(item)).length;
    return { ...question, waiting, graded: byPeople };
  }
}
