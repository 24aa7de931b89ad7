import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Results } from '../results';

export const ResultsContext = createContext<Results | null>(null);

/** The results, in any part of their page. */
export function useResults(): Results {
  const results = useContext(ResultsContext);
  if (!results) throw new Error('A part of the results stands outside its context.');
  return results;
}
