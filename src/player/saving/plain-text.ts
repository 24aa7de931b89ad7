import type { Draft } from './draft';

/**
 * The context of an answer in words where the question's own form does not work: it is text, whatever the type, and a
 * person grades it (contract §7).
 */
export const PLAIN_TEXT = { plainText: true } as const;

/** True for an answer that was written in words in place of the question's own form. */
export function isPlainText({ context }: Pick<Draft, 'context'>): boolean {
  return (context as Partial<typeof PLAIN_TEXT> | null | undefined)?.plainText === true;
}
