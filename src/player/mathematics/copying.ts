/** A formula is drawn twice, for eyes and for screen readers: copied, it stands once, as its LaTeX. */
export function copyFormulasOnce(event: ClipboardEvent): void {
  const selection = document.getSelection();
  const data = event.clipboardData;
  if (event.defaultPrevented || !data || !selection || selection.rangeCount === 0 || selection.isCollapsed) return;
  const range = selection.getRangeAt(0).cloneRange();
  const [first, last] = [formulaAround(range.startContainer), formulaAround(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement('div');
  copied.append(range.cloneContents());
  const formulas = copied.querySelectorAll('.katex');
  if (formulas.length === 0) return;
  for (const formula of formulas) formula.replaceWith(formula.querySelector('annotation')?.textContent ?? '');
  data.setData('text/plain', linesOf(copied).trim());
  data.setData('text/html', copied.innerHTML);
  event.preventDefault();
}

function formulaAround(node: Node): Element | null {
  return (node instanceof Element ? node : node.parentElement)?.closest('.katex') ?? null;
}

const LINE = /^(ADDRESS|BLOCKQUOTE|BR|DD|DIV|DL|DT|FIGURE|H[1-6]|HR|LI|OL|P|PRE|TABLE|TR|UL)$/;

function linesOf(node: Node): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  const text = [...node.childNodes].map(linesOf).join('');
  return LINE.test(node.nodeName) && !text.endsWith('\n') ? `${text}\n` : text;
}
