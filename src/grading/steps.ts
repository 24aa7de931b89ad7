import type { Target } from './held';
import { type Judgement, saysTheSame } from './judgement';

/** What can be taken back: what an answer had before, or all of a batch of equal answers. */
export type Step = { readonly target: Target; readonly before: Judgement | null } | { readonly batchId: string };

/** The grades that were given, the newest last. */
export class Steps {
  #steps: Step[] = [];

  note(target: Target, before: Judgement | null, after: Judgement | null): void {
    if (!saysTheSame(before, after)) this.#steps.push({ target, before });
  }

  noteBatch(batchId: string): void {
    this.#steps.push({ batchId });
  }

  pop(): Step | null {
    return this.#steps.pop() ?? null;
  }

  clear(): void {
    this.#steps = [];
  }
}
