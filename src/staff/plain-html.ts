import { readHtml } from '../player/html/read';

const BLOCK = /^(P|DIV|LI|H[1-6]|BLOCKQUOTE|PRE|TR|UL|OL|TABLE)$/;

/** HTML as it is typed in a field for plain text: paragraphs are parted by an empty line. */
export function textOfHtml(html: string | null): string {
  if (!html) return '';
  const lines: string[] = [''];
  const add = (text: string) => {
    lines[lines.length - 1] += text;
  };
  const gap = () => {
    if (lines.some((line) => line !== '') && lines[lines.length - 1] !== '') lines.push('', '');
  };
  const walk = (node: Node) => {
    if (node.nodeType === 3) add((node.textContent ?? '').replace(/\s+/g, ' '));
    else if (node.nodeName === 'BR') lines.push('');
    else {
      if (BLOCK.test(node.nodeName)) gap();
      for (const child of node.childNodes) walk(child);
      if (BLOCK.test(node.nodeName)) gap();
    }
  };
  walk(readHtml(html));
  return lines
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The HTML of what was typed; null for nothing. */
export function htmlOfText(text: string): string | null {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  if (paragraphs.length === 0) return null;
  return paragraphs.map((paragraph) => `<p>${escaped(paragraph).replace(/\n/g, '<br>')}</p>`).join('');
}

/**
 * The HTML of a text that was edited: what was not changed keeps its emphasis and lists, which the field does not show.
 */
export function editedHtml(text: string, before: string | null): string | null {
  return text.trim() === textOfHtml(before) ? before : htmlOfText(text);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
