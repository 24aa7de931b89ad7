import { createContext, type RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Texts } from '../page/texts';
import type { Session } from '../session/session';

export interface Player {
  readonly session: Session;
  readonly texts: Texts;
}

export const PlayerContext = createContext<Player | null>(null);

/** The session and the texts, in any part of the player. */
export function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (!player) throw new Error('A part of the player stands outside its context.');
  return player;
}

/** A screen's heading: takes the focus when the student came here by doing something, and names the document. */
export function useScreenHeading(screen: string, title: string): RefObject<HTMLHeadingElement | null> {
  const { session } = usePlayer();
  const heading = useRef<HTMLHeadingElement>(null);
  const name = session.page.exam?.name ?? '';
  useEffect(() => {
    document.title = name && name !== title ? `${title} – ${name}` : title;
  }, [title, name]);
  // With the change itself, so that no key that comes right after it is pressed where the student no longer is.
  useLayoutEffect(() => {
    if (!session.hasActed.peek()) return;
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, [screen]);
  return heading;
}
