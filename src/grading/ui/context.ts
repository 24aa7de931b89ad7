import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Grading } from '../grading';

export const GradingContext = createContext<Grading | null>(null);

/** The grading, in any part of its page. */
export function useGrading(): Grading {
  const grading = useContext(GradingContext);
  if (!grading) throw new Error('A part of the page stands outside its context.');
  return grading;
}
