import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Gives the focus to the element with an id once the next change is drawn: what had it may move in the page, or be
 * gone.
 */
export function useFocusAfter(): { (id: string): void; isComing(): boolean } {
  const coming = useRef('');
  useLayoutEffect(() => {
    if (coming.current) document.getElementById(coming.current)?.focus();
    coming.current = '';
  });
  const focus = (id: string) => {
    coming.current = id;
  };
  return Object.assign(focus, { isComing: () => coming.current !== '' });
}
