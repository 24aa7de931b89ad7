import { Rescue, Undelivered } from './later';
import { Message } from './Message';
import { useClock, useClosing, useEnter, usePage, useSession, useTexts, useTime } from './player';

/** Waiting for the server after a reload. */
export function Opening() {
  const enter = useEnter();
  const page = usePage();
  const texts = useTexts();
  const isRetrying = enter.step.value === 'retrying';
  return (
    <Message name="opening" title={page.exam?.name ?? ''}>
      <p role="status">{texts.t(isRetrying ? 'enterRetrying' : 'opening')}</p>
    </Message>
  );
}

/** Between the end of the exam and the server's word about it. */
export function Finishing() {
  const session = useSession();
  const time = useTime();
  const clock = useClock();
  const closing = useClosing();
  const texts = useTexts();
  const deadline = time.deadline;
  const isTime = deadline !== null && clock.now() >= deadline - 1_000;
  return (
    <Message name="finishing" title={texts.t(isTime ? 'finishingTitle' : 'finishingTitleEnded')}>
      <p>{texts.t('finishingText')}</p>
      {closing.isPastGrace.value && <Undelivered />}
      {closing.isPastGrace.value && <Rescue />}
      {session.isConnectionLost.value && <p role="status">{texts.t('enterRetrying')}</p>}
    </Message>
  );
}

/** The link does not open the exam any more. */
export function Ended() {
  const session = useSession();
  const texts = useTexts();
  const isExpired = session.endedBy.value === 'session-expired';
  return (
    <Message name="ended" title={texts.t('endedTitle')}>
      <p>{texts.t(isExpired ? 'endedExpired' : 'endedRevoked')}</p>
    </Message>
  );
}

/** The frame's sandbox does not let the page reach its own server. */
export function Blocked() {
  const texts = useTexts();
  return (
    <Message name="blocked" title={texts.t('blockedTitle')}>
      <p>{texts.t('blockedText')}</p>
      <p>
        <code dir="ltr">sandbox="allow-scripts allow-same-origin"</code>
      </p>
    </Message>
  );
}
