import type { Local } from './answers';
import type { Choices } from './choices';
import type { Outbox } from './outbox';
import { type Item, whoOf } from './wire';

/** The target that stands for all answers which say the same. */
export function sameAs({ digest, questionId }: Pick<Item, 'digest' | 'questionId'>) {
  return { who: `same ${digest}`, questionId };
}

/** What is known here of an answer, and not on the server. */
export function localOf(item: Item, outbox: Outbox, choices: Choices): Local {
  const target = { who: whoOf(item), questionId: item.questionId };
  const own = outbox.held(target);
  const batch = item.digest && item.state === 'ungraded' ? outbox.held(sameAs(item)) : null;
  const held = own ?? batch;
  return {
    isHeld: held !== null,
    hasPoints: held !== null && !held.isDraft && held.wish.judgement?.points != null,
    trouble: outbox.trouble(target),
    hasChosen: choices.isMade(target, item.grade?.revision ?? 0),
  };
}
