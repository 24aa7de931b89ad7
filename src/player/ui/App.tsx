import { type ReadonlySignal, useSignalEffect } from '@preact/signals';
import { Fragment } from 'preact';
import type { Texts } from '../page/texts';
import type { Session } from '../session/session';
import { Announcer } from './Announcer';
import { ExamScreen } from './ExamScreen';
import { Intro } from './Intro';
import { Closing } from './later';
import { Blocked, Ended, Finishing, Opening } from './Messages';
import { PlayerContext } from './player';
import { watchWide } from './watch-wide';

interface AppProps {
  readonly session: Session;
  /** Of the language that the page speaks now: the host may change it. */
  readonly texts: ReadonlySignal<Texts>;
  /** The frame's sandbox took the page's own origin away. */
  readonly isShutIn: boolean;
}

/** The whole player. */
export function App({ session, texts: { value: texts }, isShutIn }: AppProps) {
  useSignalEffect(() => {
    // What was recorded and what the result shows may be wide.
    if (session.phase.value === 'closed') watchWide(texts);
  });
  return (
    <PlayerContext.Provider value={{ session, texts }}>
      <Fragment key={texts.locale}>
        {isShutIn ? <Blocked /> : <Screen session={session} />}
        <Speaker session={session} />
      </Fragment>
    </PlayerContext.Provider>
  );
}

/** What was said of the time is over with the exam. */
function Speaker({ session }: { readonly session: Session }) {
  return session.phase.value === 'exam' ? <Announcer /> : null;
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
