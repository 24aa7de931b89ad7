import carrier from '../styles/shadow.css?url';

/**
 * Gives MathLive's field its styles where the browser has no constructed style sheets (Safari before 16.4, Firefox
 * before 101). MathLive would write them into the page then, which the page's policy refuses; a sheet of the page's own
 * may be loaded, and rules may be put into that.
 */
export function carryStyles(root: ShadowRoot | null): void {
  const refused = root?.querySelector('style');
  if (!root || !refused || 'adoptedStyleSheets' in root) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = carrier;
  link.addEventListener('load', () => {
    for (const rule of rulesOf(refused.textContent ?? '')) {
      try {
        link.sheet?.insertRule(rule, link.sheet.cssRules.length);
      } catch {
        // A rule that this browser does not know.
      }
    }
  });
  refused.replaceWith(link);
}

/** The rules of a style one by one, those with rules inside as one. */
export function rulesOf(css: string): string[] {
  const rules: string[] = [];
  let depth = 0;
  let from = 0;
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '');
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] !== '}') continue;
    depth -= 1;
    if (depth > 0) continue;
    rules.push(text.slice(from, at + 1).trim());
    from = at + 1;
  }
  return rules;
}
