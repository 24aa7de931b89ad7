import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Monitor } from '../monitor';

export const MonitorContext = createContext<Monitor | null>(null);

/** The monitor, in any part of its page. */
export function useMonitor(): Monitor {
  const monitor = useContext(MonitorContext);
  if (!monitor) throw new Error('A part of the monitor stands outside its context.');
  return monitor;
}
