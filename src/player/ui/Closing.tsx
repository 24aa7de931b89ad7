import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CompletionReason } from '../wire';
import { lazy } from './lazy';
import { Message } from './Messages';
import { usePlayer } from './player';
import { Undelivered } from './Undelivered';

const TITLES: Readonly<Record<CompletionReason, string>> = {
  submitted: 'closedSubmitted',
  time_limit: 'closedTime',
  closed: 'closedClosed',
  staff: 'closedStaff',
};

const Results = lazy(() => import('./Results'));

/** What was handed in, when and why, and the way back to where the student came from. */
export function Closing() {
  const { session, texts } = usePlayer();
  const { t } = texts;
  const completion = session.ending.completion.value;
  const goesByItself = completion?.returnUrl != null && window.parent === window;
  const isShown = useSignal(!goesByItself);
  const { answered, total } = session.progress.value;
  if (!completion) return null;
  const moment = texts.moment(completion.completedAt);
  const isSubmitted = completion.completionReason === 'submitted';
  const missing = session.outbox.undelivered.value + session.uploads.cut.value.length;
  const isComplete = isSubmitted || missing === 0;
  return (
    <Message name="closed" title={t(TITLES[completion.completionReason])}>
      <p class="exam-name">
        <bdi>{session.page.exam?.name}</bdi>
      </p>
      <p>{isSubmitted ? `${t('closedThanks')} ${t('closedAt', { moment })}` : t('closedTimeAt', { moment })}</p>
      {session.place.questions.value.length > 0 && isComplete && <p>{t('closedAnswered', { answered, total })}</p>}
      {!isComplete && <Undelivered />}
      {completion.returnUrl ? (
        <WayBack url={completion.returnUrl} goesByItself={isComplete && goesByItself} isStopped={isShown} />
      ) : (
        <p class="hint">{t('closeWindow')}</p>
      )}
      {session.page.exam?.settings.showScore &&
        (isShown.value ? (
          <Results />
        ) : (
          <button
            type="button"
            class="button"
            onClick={() => {
              isShown.value = true;
            }}
          >
            {t('resultShow')}
          </button>
        ))}
    </Message>
  );
}

const WAIT_SECONDS = 5;

interface WayBackProps {
  readonly url: string;
  /** A page of its own goes on after a while; not while it shows an answer that the student must still copy. */
  readonly goesByItself: boolean;
  /** Once the student reads their result, it stays. */
  readonly isStopped: Signal<boolean>;
}

function WayBack({ url, goesByItself, isStopped }: WayBackProps) {
  const { texts } = usePlayer();
  const seconds = useSignal(WAIT_SECONDS);
  useEffect(() => {
    if (!goesByItself) return;
    const timer = setInterval(() => {
      if (isStopped.peek()) return clearInterval(timer);
      seconds.value -= 1;
      if (seconds.value > 0) return;
      clearInterval(timer);
      window.location.assign(url);
    }, 1_000);
    return () => clearInterval(timer);
  }, [goesByItself, url, seconds, isStopped]);
  return (
    <>
      {goesByItself && !isStopped.value && (
        <p class="hint">{texts.t('continueSoon', { count: Math.max(seconds.value, 0) })}</p>
      )}
      <a
        class="button primary large"
        href={url}
        target="_top"
        rel="noreferrer"
        onClick={(event) => {
          event.preventDefault();
          leaveFor(url);
        }}
      >
        {texts.t('continue')}
      </a>
    </>
  );
}

/** The top window goes there; where a sandbox keeps this frame from it, the frame does. */
function leaveFor(url: string): void {
  try {
    (window.top ?? window).location.href = url;
  } catch {
    window.location.href = url;
  }
}
