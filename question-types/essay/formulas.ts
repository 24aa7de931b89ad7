// What other programs put on the clipboard for a formula, an exponent or an index, as text that the essay can hold.

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-−=()ni'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ'][at] ?? sign]),
);
const SUBSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-−=()aeoxhklmnpst'].map((sign, at) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ'][at] ?? sign]),
);

/** Raised text: x², or x^(ab) where Unicode has no such signs. */
export function raised(text: string): string {
  return shifted(text, SUPERSCRIPTS, '^');
}

/** Lowered text: H₂O, or v_(max). */
export function lowered(text: string): string {
  return shifted(text, SUBSCRIPTS, '_');
}

function shifted(text: string, signs: Readonly<Record<string, string>>, mark: string): string {
  const words = text.trim();
  if (!words) return text;
  const letters = [...words];
  if (letters.every((letter) => signs[letter] !== undefined)) return letters.map((letter) => signs[letter]).join('');
  return letters.length === 1 ? `${mark}${words}` : `${mark}(${words})`;
}

// How formulas come: KaTeX and MathJax draw one twice or three times, so that the outermost element of each stands
// first.
const FORMULAS = '.katex, mjx-container, .MathJax, .mwe-math-element, inline-math, math, img, sup, sub';

/** What shows or plays something that text cannot hold. */
const SHOWN = 'video, audio, iframe, object, embed, canvas, svg';

/**
 * Puts text in the place of formulas, pictures with a description, exponents and indices. True when a picture, a film
 * or a formula had nothing that could be kept.
 */
export function keepFormulas(body: HTMLElement): boolean {
  let isLost = keepWordEquations(body);
  for (const element of body.querySelectorAll(FORMULAS)) {
    // What stood inside one that was replaced already is not in the text any more.
    if (!body.contains(element)) continue;
    const text = textOf(element);
    if (text === '' && !/^SU[PB]$/.test(element.nodeName)) isLost = true;
    element.replaceWith(text);
  }
  return isLost || body.querySelector(SHOWN) !== null;
}

function textOf(element: Element): string {
  if (element.nodeName === 'IMG') return pictureText(element);
  if (element.nodeName === 'SUP') return raised(element.textContent ?? '');
  if (element.nodeName === 'SUB') return lowered(element.textContent ?? '');
  if (element.nodeName === 'INLINE-MATH') return (element.textContent ?? '').trim();
  const math = element.localName === 'math' ? element : element.querySelector('math');
  if (math) return mathText(math);
  // MathJax 2 without MathML keeps what was written beside what it draws.
  return (element.getAttribute('data-mathml') ?? element.getAttribute('aria-label') ?? '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

/** Canvas and Google Docs paste a formula as a picture: what it says stands beside it. */
function pictureText(picture: Element): string {
  const text = picture.getAttribute('data-equation-content') || picture.getAttribute('alt') || '';
  return withoutSize(text.replace(/^LaTeX:\s*/i, '').trim());
}

/** The LaTeX that a formula was made of, otherwise its signs in a line. */
function mathText(math: Element): string {
  const source = [...math.querySelectorAll('annotation')].find((note) =>
    /tex/i.test(note.getAttribute('encoding') ?? ''),
  );
  const latex = source?.textContent?.trim() || math.getAttribute('alttext')?.trim();
  return latex ? withoutSize(latex) : lineOf(math).trim();
}

/** Wikipedia says of each formula how large it is drawn. */
function withoutSize(latex: string): string {
  const inner = /^\{\\(?:display|text)style\s+([\s\S]*)\}$/.exec(latex)?.[1];
  return (inner ?? latex).trim();
}

function lineOf(node: Node): string {
  if (node.nodeType === 3) return (node.textContent ?? '').trim();
  const element = node as Element;
  const parts = [...element.childNodes].filter((child) => child.nodeType === 1 || (child.textContent ?? '').trim());
  const part = (at: number) => (parts[at] ? lineOf(parts[at] as Node) : '');
  const grouped = (text: string) => ([...text].length > 1 ? `(${text})` : text);
  switch (element.localName) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mfrac':
      return `${grouped(part(0))}/${grouped(part(1))}`;
    case 'msup':
    case 'mover':
      return part(0) + raised(part(1));
    case 'msub':
    case 'munder':
      return part(0) + lowered(part(1));
    case 'msubsup':
    case 'munderover':
      return part(0) + lowered(part(1)) + raised(part(2));
    case 'msqrt':
      return `√${grouped(parts.map(lineOf).join(''))}`;
    case 'mroot':
      return `${raised(part(1))}√${grouped(part(0))}`;
    case 'mtd':
      return `${parts.map(lineOf).join('')} `;
    case 'mtr':
      return `${parts.map(lineOf).join('').trim()}; `;
    case 'mfenced':
      return [
        element.getAttribute('open') ?? '(',
        parts.map(lineOf).join(','),
        element.getAttribute('close') ?? ')',
      ].join('');
    case 'mtext':
      return element.textContent ?? '';
    default:
      return parts.map(lineOf).join('');
  }
}

/**
 * Word hides its equations in comments and puts a picture beside each for other programs. True when one had no text.
 */
function keepWordEquations(body: HTMLElement): boolean {
  let isLost = false;
  const walk = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const equations: Comment[] = [];
  while (walk.nextNode()) {
    const comment = walk.currentNode as Comment;
    if (/if gte msEquation/.test(comment.data)) equations.push(comment);
  }
  for (const comment of equations) {
    const text = comment.data
      .replace(/^\[if[^\]]*\]>|<!\[endif\]$/g, '')
      .replace(/<[^>]*>/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&')
      .replace(/\s+/g, ' ')
      .trim();
    let after: ChildNode | null = comment.nextSibling;
    while (after && (after.nodeType === 8 || (after.textContent ?? '').trim() === '') && after.nodeName !== 'IMG') {
      const holder = after instanceof Element ? after.querySelector('img') : null;
      if (holder) break;
      after = after.nextSibling;
    }
    const picture = after instanceof Element ? (after.nodeName === 'IMG' ? after : after.querySelector('img')) : null;
    picture?.remove();
    if (!text) isLost = true;
    comment.replaceWith(text);
  }
  return isLost;
}
