import type { QuestionStatistics } from './wire';

/** A question's place in the plot of difficulty against discrimination. */
export interface Place {
  readonly question: QuestionStatistics;
  readonly x: number;
  readonly y: number;
}

/**
 * Where each question stands. Those that would cover each other stand side by side, `size` apart, in the order of the
 * exam. A question whose figures are missing has no place.
 */
export function placesOf(
  questions: readonly QuestionStatistics[],
  x: (p: number) => number,
  y: (itemRest: number) => number,
  size: number,
): readonly Place[] {
  const places: Place[] = [];
  for (const question of questions) {
    if (question.p === null || question.itemRest === null) continue;
    places.push({ question, ...freePlace(places, x(question.p), y(question.itemRest), size) });
  }
  return places;
}

/** The nearest free place to one side or the other. */
function freePlace(taken: readonly Place[], x: number, y: number, size: number): { x: number; y: number } {
  for (let step = 0; step <= 2 * taken.length; step += 1) {
    const at = x + Math.ceil(step / 2) * size * (step % 2 === 1 ? 1 : -1);
    if (!taken.some((place) => Math.hypot(place.x - at, place.y - y) < size * 0.9)) return { x: at, y };
  }
  return { x, y };
}
