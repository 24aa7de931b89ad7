import type { AnswerVersion, VersionPage } from '../server/wire';

/** True for the same stored version. */
export function isSameVersion(one: AnswerVersion, other: AnswerVersion): boolean {
  return one.epoch === other.epoch && one.revision === other.revision;
}

/**
 * Puts the newest page, fetched again, before what is known already. Where more came in between than fit on it, what
 * was known is left out.
 */
export function withNewest(newest: VersionPage, known: VersionPage | null): VersionPage {
  const last = newest.items[newest.items.length - 1];
  const at = known && last ? known.items.findIndex((version) => isSameVersion(version, last)) : -1;
  if (!known || at < 0) return newest;
  return { items: [...newest.items, ...known.items.slice(at + 1)], nextCursor: known.nextCursor };
}

/** Puts an older page after what is known. */
export function withOlder(known: VersionPage, older: VersionPage): VersionPage {
  const fresh = older.items.filter((version) => !known.items.some((other) => isSameVersion(version, other)));
  return { items: [...known.items, ...fresh], nextCursor: older.nextCursor };
}
