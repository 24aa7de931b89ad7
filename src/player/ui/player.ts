import { createContext, type RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Texts } from '../page/texts';
import type { Session } from '../session/session';

/** Of the session what concerns all of it; its parts are had one by one. */
type Phases = Pick<
  Session,
  | 'phase'
  | 'endedBy'
  | 'isPaused'
  | 'isSuperseded'
  | 'isReadOnly'
  | 'isConnectionLost'
  | 'completion'
  | 'epoch'
  | 'start'
  | 'open'
>;

export interface Player {
  readonly session: Session;
  readonly texts: Texts;
}

export const PlayerContext = createContext<Player | null>(null);

function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (!player) throw new Error('A part of the player stands outside its context.');
  return player;
}

/** The texts in the student's language. */
export const useTexts = (): Texts => usePlayer().texts;

/** The phases of the exam session, and what moves it from one to the next. */
export const useSession = (): Phases => usePlayer().session;

/** Gives a component the one part of the session that it works with. */
function part<Name extends keyof Session>(name: Name): () => Session[Name] {
  return () => usePlayer().session[name];
}

/** What the server wrote into the page. */
export const usePage = part('page');
export const useApi = part('api');
export const useClock = part('clock');
export const useHost = part('host');
export const useEnter = part('enter');
/** Where the student is. */
export const usePlace = part('place');
/** How the student goes on. */
export const useMoves = part('moves');
/** What the student answered, and how it changes. */
export const useAnswers = part('answers');
/** Answers on their way to the server. */
export const useOutbox = part('outbox');
/** What this browser keeps until the server has it. */
export const useBrowserStore = part('browserStore');
export const useUploads = part('uploads');
export const useTime = part('time');
export const useAnnouncements = part('announcements');
export const useHandIn = part('handIn');
export const useClosing = part('closing');
export const useFaults = part('faults');

/** A screen's heading: takes the focus when the student came here by doing something, and names the document. */
export function useScreenHeading(screen: string, title: string): RefObject<HTMLHeadingElement | null> {
  const { hasActed } = useMoves();
  const heading = useRef<HTMLHeadingElement>(null);
  const name = usePage().exam?.name ?? '';
  useEffect(() => {
    document.title = name && name !== title ? `${title} – ${name}` : title;
  }, [title, name]);
  // With the change itself, so that no key that comes right after it is pressed where the student no longer is.
  useLayoutEffect(() => {
    if (!hasActed.peek()) return;
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, [screen]);
  return heading;
}
