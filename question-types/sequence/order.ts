import { type AnswerValue, listOf } from '@examlet/player';

/**
 * The options in the student's order. What an answer does not name follows in the order of the options; what is no
 * option is left out.
 */
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

/**
 * The place at which a row lands that was dragged so far down (or up): it passes another when its edge passes the
 * middle of that one.
 */
export function landing(boxes: readonly Box[], from: number, dy: number): number {
  const { top = 0, height = 0 } = boxes[from] ?? {};
  const isBefore = (box: Box, at: number) => box.top + box.height / 2 < top + dy + (at < from ? 0 : height);
  return boxes.filter((box, at) => at !== from && isBefore(box, at)).length;
}
