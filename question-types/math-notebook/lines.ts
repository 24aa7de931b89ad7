import type { AnswerValue } from '@examlet/player';

/** The lines that stand in the notebook: what was answered, else the author's first lines; always at least one. */
export function linesOf(value: AnswerValue, initial: readonly string[]): readonly string[] {
  const given = typeof value === 'string' ? [value] : (value ?? initial);
  return given.length > 0 ? given : [''];
}

/** The answer that the lines make; null when all are empty. */
export function answerOf(lines: readonly string[]): AnswerValue {
  return lines.some((line) => line.trim() !== '') ? lines : null;
}

export function changed(lines: readonly string[], at: number, latex: string): readonly string[] {
  return lines.map((line, index) => (index === at ? latex : line));
}

/** An empty line below the one at `at`. */
export function added(lines: readonly string[], at: number): readonly string[] {
  return [...lines.slice(0, at + 1), '', ...lines.slice(at + 1)];
}

/** Without the line at `at`; the last one left is only emptied. */
export function removed(lines: readonly string[], at: number): readonly string[] {
  return lines.length > 1 ? lines.filter((_, index) => index !== at) : [''];
}

/** The line at `from` moved by one place, up (−1) or down (1). */
export function moved(lines: readonly string[], from: number, by: -1 | 1): readonly string[] {
  const to = from + by;
  if (to < 0 || to >= lines.length) return lines;
  const next = lines.filter((_, index) => index !== from);
  return [...next.slice(0, to), lines[from] ?? '', ...next.slice(to)];
}
