import { lazy } from './lazy';

const parts = () => import('./later-parts');

export const Closing = lazy(async () => ({ default: (await parts()).Closing }));
export const ConflictChoice = lazy(async () => ({ default: (await parts()).ConflictChoice }));
export const HandInDialog = lazy(async () => ({ default: (await parts()).HandInDialog }));
export const PlainAnswer = lazy(async () => ({ default: (await parts()).PlainAnswer }));
export const Rescue = lazy(async () => ({ default: (await parts()).Rescue }));
export const Review = lazy(async () => ({ default: (await parts()).Review }));
export const Undelivered = lazy(async () => ({ default: (await parts()).Undelivered }));

/**
 * Fetches the screens and notices that come after the first question, so that a connection that is lost later takes
 * none of them away.
 */
export function fetchLaterParts(): void {
  for (const part of [Closing, ConflictChoice, HandInDialog, PlainAnswer, Rescue, Review, Undelivered]) part.preload();
}
