import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Editing } from '../editing';

export const EditingContext = createContext<Editing | null>(null);

/** The rubric that is written, in any part of its page. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('A part of the page stands outside its context.');
  return editing;
}
