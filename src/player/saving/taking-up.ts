import type { StoredAnswer } from '../server/wire';
import { sameAnswer, type Undelivered } from './draft';

/**
 * What becomes of an undelivered draft when a page takes the exam up again, beside what the server holds now: `drop` it, because the server has it or
 * something newer of the same page; `send` it, because nobody wrote anything else meanwhile; or let the student `choose`.
 */
export function takeUp(mine: Undelivered, stored: StoredAnswer | null): 'drop' | 'send' | 'choose' {
  if (stored && sameAnswer(mine.draft, stored)) return 'drop';
  // Only the holder of an epoch saves under it: such a version is the writer's own.
  if (stored?.epoch === mine.epoch) return stored.revision > mine.revision ? 'drop' : 'send';
  return stored?.epoch === mine.base?.epoch && stored?.revision === mine.base?.revision ? 'send' : 'choose';
}
