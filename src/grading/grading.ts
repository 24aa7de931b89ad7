import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Staff } from '../staff/staff';
import { Answers } from './answers';
import { Choices } from './choices';
import { Editor } from './editor';
import type { Target, Wish } from './held';
import { type Judgement, judgementOf, saysTheSame } from './judgement';
import { Kept } from './kept';
import { localOf, sameAs } from './local';
import { Outbox, type Outcome } from './outbox';
import { Progress } from './progress';
import { readAnswers } from './reading';
import { sendWish, undoBatch } from './sending';
import { Steps } from './steps';
import { UsedComments } from './used-comments';
import { Walk } from './walk';
import {
  type BatchResult,
  type Grade,
  type GradedQuestion,
  type Item,
  OVERALL,
  type StandingGrade,
  toGrade,
  whoOf,
} from './wire';

/** So long nothing more is pressed before points go out. */
const POINTS_MS = 1_000;
/** So long nothing more is typed before a comment goes out. */
const COMMENT_MS = 2_500;

/** All of the page for grading but its looks. */
export class Grading {
  readonly staff: Staff;
  readonly answers: Answers;
  readonly kept: Kept;
  readonly outbox: Outbox;
  readonly progress: Progress;
  readonly walk: Walk;
  readonly steps = new Steps();
  readonly choices = new Choices();
  readonly editor = signal<Editor | null>(null);
  readonly usedComments: UsedComments;
  /** The question's answers could not be had. */
  readonly hasFailed = signal(false);
  #loading = new AbortController();

  constructor(staff: Staff) {
    this.staff = staff;
    this.kept = new Kept(staff.embed);
    this.usedComments = new UsedComments(staff);
    this.outbox = new Outbox({
      send: (target, wish) => sendWish(staff.api, target, wish),
      keeper: this.kept,
      onDelivered: (target, wish, outcome) => this.#delivered(target, wish, outcome),
      onTrouble: (_target, { kind }) => kind === 'changed' && void this.reload(),
      isOver: (reply) => staff.judge(reply),
    });
    this.answers = new Answers((item) => localOf(item, this.outbox, this.choices));
    this.progress = new Progress(staff, this.answers);
    this.walk = new Walk(this);
  }

  readonly question: ReadonlySignal<GradedQuestion | null> = computed(
    () => this.progress.question(this.answers.questionId.value) ?? null,
  );

  get isOverall(): boolean {
    return this.answers.questionId.value === OVERALL;
  }

  /** The host asked for one question only. */
  get isOneQuestion(): boolean {
    return typeof this.staff.page.presets['questionId'] === 'string';
  }

  /** Opens the flow, takes up what was kept, and shows the first question that waits. */
  async begin(): Promise<void> {
    this.staff.wakes.add(() => this.outbox.retryNow());
    const opened = await this.staff.open();
    if (!opened) return;
    this.outbox.adopt(await this.kept.open(opened.key));
    effect(() => {
      if (this.staff.phase.value.kind !== 'over') return;
      this.outbox.stop();
      void this.kept.erase();
    });
    const overview = await this.progress.load();
    const wished = this.staff.page.presets['questionId'];
    const first =
      overview?.questions.find(({ questionId }) => questionId === wished) ??
      overview?.questions.find((question) => toGrade(question) > 0) ??
      overview?.questions.find(({ graded }) => graded > 0) ??
      overview?.questions[0];
    if (first) await this.openQuestion(first.questionId);
    this.progress.follow(() => void this.reload());
  }

  /** Shows the answers to a question. */
  async openQuestion(questionId: string): Promise<void> {
    this.leave();
    this.editor.value = null;
    this.steps.clear();
    this.answers.begin(questionId, 'all');
    await Promise.all([this.reload(), this.usedComments.load(questionId)]);
  }

  /** Reads the answers of the question again; what is being edited stays. */
  async reload(): Promise<void> {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal: stop } = this.#loading;
    const questionId = this.answers.questionId.peek();
    this.hasFailed.value = false;
    const isThere = await readAnswers(this.staff, questionId, stop, (items) => this.#take(items));
    if (stop.aborted) return;
    this.hasFailed.value = !isThere;
    if (isThere) this.answers.isWhole.value = true;
  }

  /** True while two grades wait for a choice. */
  isLocked(): boolean {
    const item = this.answers.item.peek();
    return item !== null && this.answers.standing(item) === 'conflict';
  }

  /** The page may go: what was given goes out now. */
  hide(): void {
    this.outbox.releaseAll();
  }

  /** Sends what was given to the current answer. */
  leave(): void {
    const editor = this.editor.peek();
    if (!editor) return;
    this.steps.note(editor.target, editor.before, editor.judgement.peek());
    this.outbox.release(editor.target);
  }

  /** The grader changed something of the current answer. */
  edited(what: 'points' | 'comment'): void {
    const editor = this.editor.peek();
    if (editor) this.#hold(editor.target, editor, what === 'points' ? POINTS_MS : COMMENT_MS);
  }

  /** Gives an answer a judgement as a whole: after an undo, or a choice between two. */
  give(target: Target, judgement: Judgement | null, digest?: string | null): void {
    const item = this.answers.find(target.who);
    if (!item) return;
    this.editor.peek()?.target.who === target.who && this.editor.peek()?.take(item, judgement);
    const revision = item.grade?.revision ?? 0;
    if (digest === undefined && saysTheSame(judgement, judgementOf(item.grade))) this.outbox.drop(target);
    else this.outbox.hold(target, { judgement, revision, digest: item.digest }, 0);
  }

  /** Takes back what was given last; false when there is nothing to take back. */
  undo(): boolean {
    const editor = this.editor.peek();
    if (editor && !saysTheSame(editor.before, editor.judgement.peek())) {
      this.give(editor.target, editor.before);
      return true;
    }
    const step = this.steps.pop();
    if (!step) return false;
    if ('batchId' in step) {
      void this.#undoBatch(step.batchId);
      return true;
    }
    this.answers.current.value = step.target.who;
    this.give(step.target, step.before);
    this.edit();
    return true;
  }

  /** The grade is right for the answer as it is now. */
  stillHolds(): void {
    const editor = this.editor.peek();
    const item = this.answers.item.peek();
    if (editor && item && !editor.fault.peek()) this.give(editor.target, editor.judgement.peek(), item.digest);
  }

  /** Gives all answers that say the same the grade of the current one. */
  giveToSame(): void {
    const editor = this.editor.peek();
    const item = this.answers.item.peek();
    const judgement = editor?.judgement.peek() ?? null;
    if (!editor || !item?.digest || editor.fault.peek() || judgement?.points == null) return;
    this.outbox.drop(editor.target);
    editor.settle();
    this.outbox.hold(sameAs(item), { judgement, revision: 0, digest: item.digest, same: item.same }, 0);
  }

  /** Chooses between the grade that stands and one that was refused; null keeps what stands. */
  choose(item: Item, refused: Grade | null): void {
    const target = { who: whoOf(item), questionId: item.questionId };
    this.choices.made(target, item.grade?.revision ?? 0);
    if (refused) this.give(target, judgementOf(refused), item.digest);
    else this.editor.peek()?.target.who === target.who && this.edit();
  }

  /** The grade that was not taken is given up; what the server has is shown. */
  discard(target: Target): void {
    this.outbox.drop(target);
    this.edit();
  }

  #hold(target: Target, editor: Editor, inMs: number): void {
    const item = this.answers.find(target.who);
    if (!item) return;
    const judgement = editor.judgement.peek();
    const isAsBefore = saysTheSame(judgement, judgementOf(item.grade)) && item.state !== 'stale';
    if (editor.fault.peek() || isAsBefore) {
      this.outbox.drop(target);
      return;
    }
    const wish = { judgement, revision: item.grade?.revision ?? 0, digest: item.digest };
    this.outbox.hold(target, wish, inMs, editor.missing.peek() > 0);
  }

  #delivered(target: Target, wish: Wish, outcome: Outcome): number {
    this.progress.delivered();
    if (wish.same !== undefined) {
      if (outcome.kind === 'saved') this.#sameGiven(outcome.body as BatchResult);
      return 0;
    }
    if (outcome.kind === 'saved') {
      const item = outcome.body as Item;
      if (wish.judgement?.comment) this.usedComments.used(target.questionId, wish.judgement.comment);
      this.#takeLater([item]);
      return item.grade?.revision ?? 0;
    }
    const grade = (outcome.more['grade'] ?? null) as StandingGrade | null;
    const item = this.answers.find(target.who);
    if (item && item.questionId === target.questionId && wish.judgement) {
      // The list knows who the other grader is.
      void this.reload();
      const mine = { ...wish.judgement, at: null, by: null, byName: null };
      const refused = [...item.refused, mine];
      this.#takeLater([{ ...item, grade, points: grade?.points ?? null, state: 'graded', refused }]);
    } else this.staff.toast.value = { text: this.staff.texts.t('conflictElsewhere') };
    return grade?.revision ?? 0;
  }

  #sameGiven({ batchId, graded }: BatchResult): void {
    const text = this.staff.texts.t('sameGiven', { count: graded });
    if (graded > 0) this.steps.noteBatch(batchId);
    this.staff.toast.value = { text, undo: graded > 0 ? () => void this.undo() : undefined };
    void this.reload();
  }

  async #undoBatch(batchId: string): Promise<void> {
    this.staff.toast.value = null;
    await undoBatch(this.staff, batchId);
    this.progress.delivered();
    await this.reload();
  }

  /** After the outbox has let go of what arrived: until then the answer counts as edited. */
  #takeLater(items: readonly Item[]): void {
    queueMicrotask(() => this.#take(items));
  }

  #take(items: readonly Item[]): void {
    const questionId = this.answers.questionId.peek();
    this.answers.add(items.filter((item) => item.questionId === questionId));
    const editor = this.editor.peek();
    const item = this.answers.item.peek();
    if (!item) return;
    const isOther = editor?.target.who !== whoOf(item);
    if (!editor || isOther) this.edit();
    else if (!this.outbox.held(editor.target) && !editor.fault.peek()) {
      if (!saysTheSame(editor.judgement.peek(), judgementOf(item.grade))) editor.take(item, judgementOf(item.grade));
    }
  }

  /** Begins with the current answer. */
  edit(): void {
    const item = this.answers.item.peek();
    if (!item) return;
    const target = { who: whoOf(item), questionId: item.questionId };
    const held = this.outbox.held(target);
    const write = (points: number) => this.staff.texts.number(points);
    this.editor.value = new Editor(
      target,
      item,
      this.question.peek()?.criteria ?? [],
      held ? held.wish.judgement : undefined,
      write,
    );
  }
}
