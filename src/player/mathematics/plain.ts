const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'alpha α|beta β|gamma γ|delta δ|theta θ|lambda λ|mu μ|pi π|sigma σ|phi φ|omega ω|Delta Δ|Sigma Σ|Omega Ω|' +
    'cdot ·|times ×|div ÷|pm ±|le ≤|leq ≤|ge ≥|geq ≥|ne ≠|neq ≠|approx ≈|infty ∞|to →|Rightarrow ⇒|' +
    'in ∈|cup ∪|cap ∩|sum ∑|int ∫|degree °|circ °|dots …|ldots …|cdots …|lvert ||rvert ||' +
    'quad |qquad |left |right |displaystyle |limits |placeholder ▢'
  )
    .split(/\|(?=[A-Za-z])/)
    .map((entry) => entry.split(' ') as [string, string]),
);
const RAISED = new Map([...'0123456789+-n'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ'][at] ?? sign]));
/** What only wraps its group: the group is what is read. */
const WRAPS = /^(?:text|mathrm|mathbf|mathit|mathsf|operatorname|overline|underline|vec|hat|bar|boxed|mbox|textbf|ce)$/;

/** LaTeX as a line of plain text, without a backslash: for where mathematics cannot be drawn, and for names. */
export function plainMath(latex: string): string {
  const tokens = latex.match(/\\[A-Za-z]+|\\[\s\S]|[\s\S]/g) ?? [];
  let at = 0;
  const group = (): string => {
    while (tokens[at]?.trim() === '') at += 1;
    return one();
  };
  const bracketed = (text: string) => (/^(?:[\d.,]*|\p{L}|[∞▢])$/u.test(text) ? text : `(${text})`);
  const until = (end: string): string => {
    let text = '';
    while (at < tokens.length && tokens[at] !== end) text += one();
    at += 1;
    return text.trim();
  };
  const one = (): string => {
    const token = tokens[at++] ?? '';
    if (token === '{') return until('}');
    if (token === '}' || token === '$') return '';
    if (token === '~' || token === '&') return ' ';
    if (token === '^') {
      const power = group();
      if (power === '°' || power === '′') return power;
      return [...power].every((sign) => RAISED.has(sign))
        ? [...power].map((s) => RAISED.get(s)).join('')
        : `^${bracketed(power)}`;
    }
    if (token === '_') return `_${bracketed(group())}`;
    if (!token.startsWith('\\')) return token;
    return command(token.slice(1));
  };
  const command = (name: string): string => {
    if (/^[dtc]?frac$/.test(name)) {
      const top = bracketed(group());
      const fraction = `${top}/${bracketed(group())}`;
      // One half of x, not one over 2x.
      return /^[\p{L}\p{N}\\({]/u.test(tokens[at] ?? '') ? `(${fraction})` : fraction;
    }
    if (name === 'sqrt') {
      if (tokens[at] !== '[') return `√${bracketed(group())}`;
      at += 1;
      const degree = until(']');
      return `${[...degree].map((s) => RAISED.get(s) ?? s).join('')}√${bracketed(group())}`;
    }
    if (name === 'begin' || name === 'end') return group() && ' ';
    if (name === '\\') return '; ';
    if (WRAPS.test(name)) return group();
    const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (name === 'placeholder') group();
    if ((name === 'left' || name === 'right') && tokens[at] === '.') at += 1;
    if (known !== undefined) return /[=≤≥≠≈⇒⇔→×÷±]/.test(known) ? ` ${known} ` : known;
    return /^[A-Za-z]/.test(name) ? ` ${name} ` : name.replace(/[,;:! ]/, ' ');
  };
  let text = '';
  while (at < tokens.length) text += one();
  return text.replace(/\s+/g, ' ').trim();
}
