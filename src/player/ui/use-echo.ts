import { useEffect, useRef } from 'preact/hooks';

/**
 * For a component that keeps what is being edited to itself: `show` hears of a value that came from outside, and never
 * of the component's own changes, which come back late when a student types fast. Returns what the component calls with
 * every value that it tells.
 */
export function useEcho<Value>(value: Value, show: (value: Value) => void): (told: Value) => void {
  /** Values that were told and have not come back, after the one that came back last. */
  const expected = useRef<string[]>([JSON.stringify(value)]);
  const shown = useRef(show);
  shown.current = show;
  const given = JSON.stringify(value);
  useEffect(() => {
    const at = expected.current.indexOf(given);
    if (at >= 0) {
      expected.current.splice(0, at);
      return;
    }
    expected.current = [given];
    shown.current(value);
  }, [given]);
  return (told) => void expected.current.push(JSON.stringify(told));
}
