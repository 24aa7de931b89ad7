import { signal } from '@preact/signals';
import type { Staff } from '../staff/staff';
import type { UsedComment } from './wire';

/** The comments that were used at a question before, by everybody. */
export class UsedComments {
  readonly all = signal<readonly UsedComment[]>([]);
  readonly #staff: Staff;
  #questionId = '';

  constructor(staff: Staff) {
    this.#staff = staff;
  }

  async load(questionId: string): Promise<void> {
    this.#questionId = questionId;
    this.all.value = [];
    const query = new URLSearchParams({ questionId });
    const found = await this.#staff.read<{ comments: readonly UsedComment[] }>(`grading/comments?${query}`);
    if (found && this.#questionId === questionId) this.all.value = found.comments;
  }

  /** A comment was saved at a question. */
  used(questionId: string, comment: string): void {
    if (questionId !== this.#questionId || this.all.peek().some((known) => known.comment === comment)) return;
    this.all.value = [...this.all.peek(), { comment, commentText: '', uses: 1 }];
  }
}
