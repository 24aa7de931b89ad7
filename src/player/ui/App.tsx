import type { Session } from '../session';
import type { Texts } from '../texts';
import { Announcer } from './Announcer';
import { ExamScreen } from './ExamScreen';
import { Intro } from './Intro';
import { Closing } from './later';
import { Blocked, Ended, Finishing, Opening } from './Messages';
import { PlayerContext } from './player';

interface AppProps {
  readonly session: Session;
  readonly texts: Texts;
  /** The frame's sandbox took the page's own origin away. */
  readonly isShutIn: boolean;
}

/** The whole player. */
export function App({ session, texts, isShutIn }: AppProps) {
  return (
    <PlayerContext.Provider value={{ session, texts }}>
      {isShutIn ? <Blocked /> : <Screen session={session} />}
      <Announcer />
    </PlayerContext.Provider>
  );
}

function Screen({ session }: { readonly session: Session }) {
  switch (session.phase.value) {
    case 'ended':
      return <Ended />;
    case 'intro':
      return <Intro />;
    case 'opening':
      return <Opening />;
    case 'exam':
      return <ExamScreen />;
    case 'finishing':
      return <Finishing />;
    case 'closed':
      return <Closing />;
  }
}
