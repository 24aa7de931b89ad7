import { type Editor, getHTMLFromFragment, isNodeEmpty } from '@tiptap/core';
import { countWords } from './words';

/** The most that an answer takes on the server, in bytes of UTF-8. */
export const MAX_BYTES = 256 * 1024;

type Node = Editor['state']['doc'];

interface Block {
  html?: string;
  bytes?: number;
  words?: number;
}

/** How much is written. */
export interface Extent {
  readonly words: number;
  readonly bytes: number;
}

// A block that was not touched stays the same object from one change to the next: only what was changed is made anew,
// however long the text is.
const blocks = new WeakMap<Node, Block>();

/** The HTML of a text; null when nothing but space is in it. */
export function htmlOf(text: Node): string | null {
  if (isNodeEmpty(text, { ignoreWhitespace: true })) return null;
  return mapBlocks(text, (block) => blockHtml(text, block)).join('');
}

/** How many words a text has, and what it takes on the server. */
export function measure(text: Node, locale: string): Extent {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    words: sum(mapBlocks(text, (block) => blockWords(block, locale))),
    bytes: sum(mapBlocks(text, (block) => blockBytes(text, block))),
  };
}

function mapBlocks<T>(text: Node, of: (block: Node) => T): T[] {
  const results: T[] = [];
  text.forEach((block) => {
    results.push(of(block));
  });
  return results;
}

function known(node: Node): Block {
  let block = blocks.get(node);
  if (!block) {
    block = {};
    blocks.set(node, block);
  }
  return block;
}

function blockHtml(text: Node, node: Node): string {
  const block = known(node);
  block.html ??= getHTMLFromFragment(text.type.create(null, node).content, text.type.schema);
  return block.html;
}

function blockBytes(text: Node, node: Node): number {
  const block = known(node);
  block.bytes ??= new TextEncoder().encode(blockHtml(text, node)).length;
  return block.bytes;
}

function blockWords(node: Node, locale: string): number {
  const block = known(node);
  block.words ??= countWords(node.textBetween(0, node.content.size, ' ', ' '), locale);
  return block.words;
}
