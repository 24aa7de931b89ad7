import { type Signal, signal } from '@preact/signals';
import { takesAnswer } from '../questions/registry';
import type { Question, StoredAnswer } from '../server/wire';
import type { Draft } from './draft';

const NO_ANSWER: Draft = { value: null, completed: false };

/** What the student has answered so far, as it stands on the screen: ahead of what is saved. */
export class Drafts {
  readonly #drafts = new Map<string, Signal<Draft>>();

  of(questionId: string): Signal<Draft> {
    let draft = this.#drafts.get(questionId);
    if (!draft) {
      draft = signal(NO_ANSWER);
      this.#drafts.set(questionId, draft);
    }
    return draft;
  }

  /** Puts on the screen what the server holds, except where something newer waits here. */
  fill(
    questions: readonly Question[],
    stored: Readonly<Record<string, StoredAnswer>>,
    unsent: (questionId: string) => Draft | null,
  ): void {
    for (const { id } of questions) this.of(id).value = unsent(id) ?? draftOf(stored[id]);
  }

  all(): ReadonlyMap<string, Draft> {
    return new Map([...this.#drafts].map(([id, draft]) => [id, draft.peek()]));
  }

  answeredOf(questions: readonly Question[]): number {
    return questions.filter((question) => takesAnswer(question) && this.of(question.id).value.completed).length;
  }
}

/** What the server holds, as the student has it. */
export function draftOf(stored: StoredAnswer | null | undefined): Draft {
  if (!stored) return NO_ANSWER;
  const { value, completed, context } = stored;
  return context === undefined || context === null ? { value, completed } : { value, completed, context };
}
