import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CompletionReason, SessionReceipt } from '../server/wire';
import { lazy } from './lazy';
import { Message } from './Message';
import { useAnswers, useApi, useOutbox, usePage, usePlace, useSession, useTexts, useUploads } from './player';
import { Rescue } from './Rescue';
import { Undelivered } from './Undelivered';
import { useUntilReady } from './use-until-ready';

const TITLES: Readonly<Record<CompletionReason, string>> = {
  submitted: 'closedSubmitted',
  time_limit: 'closedTime',
  closed: 'closedClosed',
  staff: 'closedStaff',
};

const Results = lazy(() => import('./Results'));
const Receipt = lazy(() => import('./Receipt'));

/**
 * What was handed in, when and why, the way back to where the student came from, the result where the exam shows one,
 * and the receipt.
 */
export function Closing() {
  const session = useSession();
  const outbox = useOutbox();
  const uploads = useUploads();
  const api = useApi();
  const page = usePage();
  const texts = useTexts();
  const { t } = texts;
  const completion = session.completion.value;
  const isAskedFor = useSignal(false);
  const isRead = useSignal(false);
  const receipt = useUntilReady(() => api.receipt());
  const count = useAnswered(receipt);
  if (!completion) return null;
  const moment = texts.moment(completion.completedAt);
  const isSubmitted = completion.completionReason === 'submitted';
  const missing = outbox.undelivered.value + uploads.cut.value.length;
  const isComplete = missing === 0;
  const goesByItself = isComplete && completion.returnUrl != null && window.parent === window;
  const hasResult = page.exam?.showsResult === true;
  return (
    <Message name="closed" title={t(TITLES[completion.completionReason])}>
      <p class="exam-name">
        <bdi>{page.exam?.name}</bdi>
      </p>
      <p>{isSubmitted ? `${t('closedThanks')} ${t('closedAt', { moment })}` : t('closedTimeAt', { moment })}</p>
      {count && isComplete && <p>{t('closedAnswered', count)}</p>}
      {!isComplete && <Undelivered />}
      {(!isComplete || outbox.retained.value > 0) && <Rescue />}
      {completion.returnUrl ? (
        <WayBack
          url={completion.returnUrl}
          goesByItself={goesByItself && !isAskedFor.value}
          waitsForReader={hasResult}
          isRead={isRead}
        />
      ) : (
        <p class="hint">{t('closeWindow')}</p>
      )}
      {hasResult && goesByItself && !isAskedFor.value && (
        <button
          type="button"
          class="button"
          onClick={() => {
            isAskedFor.value = true;
          }}
        >
          {t('resultShow')}
        </button>
      )}
      {hasResult && (!goesByItself || isAskedFor.value) && <Results takesFocus={isAskedFor.value} />}
      <Receipt
        receipt={receipt}
        isFolded={hasResult}
        onRead={() => {
          isRead.value = true;
        }}
      />
    </Message>
  );
}

/**
 * How many questions were answered: as this page knows it or, when it was opened after the end, as the receipt tells
 * it.
 */
function useAnswered(receipt: ReturnType<typeof useUntilReady<SessionReceipt>>) {
  const place = usePlace();
  const answers = useAnswers();
  const page = usePage();
  if (place.questions.value.length > 0) return answers.progress.value;
  if (typeof receipt !== 'object') return null;
  const answered = receipt.answers.filter(({ completed }) => completed).length;
  return { answered, total: page.exam?.questionCount ?? receipt.questions.length };
}

const WAIT_SECONDS = 5;

/** What a student does who is still reading. */
const SIGNS_OF_A_READER = ['keydown', 'pointerdown', 'wheel', 'touchmove', 'scroll'] as const;

interface WayBackProps {
  readonly url: string;
  /**
   * A page of its own goes on after a while; not while it shows an answer that the student must still copy, or the
   * result.
   */
  readonly goesByItself: boolean;
  /** There is something to read here: it stays once the student does anything. */
  readonly waitsForReader: boolean;
  /** The student reads: nothing goes on by itself any more. */
  readonly isRead: Signal<boolean>;
}

function WayBack({ url, goesByItself, waitsForReader, isRead }: WayBackProps) {
  const texts = useTexts();
  const seconds = useSignal(WAIT_SECONDS);
  const isCounting = goesByItself && !isRead.value;
  useEffect(() => {
    if (!isCounting) return;
    const timer = setInterval(() => {
      seconds.value -= 1;
      if (seconds.value > 0) return;
      clearInterval(timer);
      window.location.assign(url);
    }, 1_000);
    return () => clearInterval(timer);
  }, [isCounting, url, seconds]);
  useEffect(() => {
    if (!isCounting || !waitsForReader) return;
    const noticed = (event: Event) => {
      // The page itself goes to its top when it is shown, and a key that is still held down was pressed before.
      if (event.type === 'scroll' ? window.scrollY > 0 : !(event as Partial<KeyboardEvent>).repeat) isRead.value = true;
    };
    for (const sign of SIGNS_OF_A_READER) window.addEventListener(sign, noticed, { passive: true });
    return () => {
      for (const sign of SIGNS_OF_A_READER) window.removeEventListener(sign, noticed);
    };
  }, [isCounting, waitsForReader, isRead]);
  return (
    <>
      {/* It keeps its place when the count stops: a button that slid away under a finger would not be pressed. */}
      {goesByItself && (
        <p class="hint" style={{ visibility: isRead.value ? 'hidden' : 'visible' }}>
          {texts.t('continueSoon', { count: Math.max(seconds.value, 0) })}
        </p>
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
