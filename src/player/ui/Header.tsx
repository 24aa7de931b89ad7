import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { TimeWarning } from '../session/deadline-watch';
import { Icon } from './Icon';
import { NavigatorToggle } from './Navigator';
import { useAnswers, usePage, useSession, useTexts, useTime } from './player';
import { timeLeft, warningText } from './time-texts';

/**
 * One row: the exam's name where there is room, how far the student is, the time that is left, and the way to all
 * questions.
 */
export function Header({ isOpen }: { readonly isOpen: Signal<boolean> }) {
  const session = useSession();
  const answers = useAnswers();
  const page = usePage();
  const texts = useTexts();
  const { answered, total } = answers.progress.value;
  return (
    <header class="bar">
      <p class="exam-name">
        <bdi>{page.exam?.name}</bdi>
      </p>
      <div class="progress">
        <span id="progress-text" class="when-wide">
          {texts.t('progress', { answered, total })}
        </span>
        <span class="when-narrow" aria-hidden="true">
          <Icon name="answered" />
          <bdi>{texts.t('progressShort', { answered, total })}</bdi>
        </span>
        <progress value={answered} max={Math.max(total, 1)} aria-labelledby="progress-text" />
      </div>
      <ClockFace />
      {!session.isPaused.value && <NavigatorToggle isOpen={isOpen} />}
    </header>
  );
}

const URGENT_MS = 5 * 60_000;
/** How long a hidden clock shows the time that was asked for, and one that is shown a warning. */
const SAID_MS = 10_000;

function ClockFace() {
  const time = useTime();
  const texts = useTexts();
  const isHidden = useSignal(false);
  const newest = useRef<{ readonly warning: TimeWarning | null; readonly left: number }>({ warning: null, left: 0 });
  const left = time.remaining.value;
  if (left === null) return null;
  const warning = time.warning.value;
  if (newest.current.warning !== warning) newest.current = { warning, left };
  const isSaid = warning !== null && newest.current.left - left < SAID_MS;
  const asked = time.asked.value;
  const hint =
    asked !== null && Math.abs(asked - left) < SAID_MS
      ? timeLeft(texts, asked)
      : warning !== null && warningText(texts, warning);
  return (
    <div class={left <= URGENT_MS ? 'clock urgent' : 'clock'}>
      <button
        type="button"
        class="button quiet clock-ask"
        aria-label={texts.t('clockAsk')}
        title={texts.t('clockAsk')}
        onClick={() => time.ask()}
      >
        <Icon name="clock" />
      </button>
      {!isHidden.value && (
        <span class={isSaid ? 'clock-face says' : 'clock-face'}>
          {isSaid && <span class="clock-words">{warningText(texts, warning)}</span>}
          <span role="timer" translate={false} aria-live="off" aria-label={texts.t('clockLabel')} dir="ltr">
            {texts.countdown(left)}
          </span>
        </span>
      )}
      {isHidden.value && hint && <span class="clock-face clock-words">{hint}</span>}
      <button
        type="button"
        class="button quiet clock-hide"
        onClick={() => {
          isHidden.value = !isHidden.value;
        }}
      >
        <Icon name={isHidden.value ? 'eye' : 'eyeClosed'} />
        <span class="when-wide">{texts.t(isHidden.value ? 'clockShow' : 'clockHide')}</span>
      </button>
    </div>
  );
}
