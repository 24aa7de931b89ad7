import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Staff } from '../staff';

export const StaffContext = createContext<Staff | null>(null);

/** The flow, in any part of its page. */
export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('A part of a staff page stands outside its context.');
  return staff;
}
