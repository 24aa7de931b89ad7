import { type AnswerValue, listOf } from '@examlet/player';

/** The options in the student's order. What an answer does not name follows in the order of the options; what is no option is left out. */
export function orderOf(value: AnswerValue, options: readonly string[]): readonly string[] {
  const chosen = [...new Set(listOf(value))].filter((option) => options.includes(option));
  return [...chosen, ...options.filter((option) => !chosen.includes(option))];
}

/** The same entries with one of them at another place. */
export function moved(order: readonly string[], from: number, to: number): readonly string[] {
  const rest = order.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...order.slice(from, from + 1), ...rest.slice(to)];
}

interface Box {
  readonly top: number;
  readonly height: number;
}

/** The place at which a row lands that was dragged so far down (or up) among the others. */
export function landing(boxes: readonly Box[], from: number, dy: number): number {
  const middle = (at: number) => (boxes[at]?.top ?? 0) + (boxes[at]?.height ?? 0) / 2;
  const own = middle(from) + dy;
  return boxes.filter((_, at) => at !== from && (at < from ? middle(at) <= own : middle(at) < own)).length;
}
