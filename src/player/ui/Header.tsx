import { useSignal } from '@preact/signals';
import { Icon } from './Icon';
import { usePlayer } from './player';

/** The exam's name, how far the student is, and the time that is left. */
export function Header() {
  const { session, texts } = usePlayer();
  const { answered, total } = session.progress.value;
  return (
    <header class="bar">
      <p class="exam-name">
        <bdi>{session.page.exam?.name}</bdi>
      </p>
      <div class="progress">
        <span id="progress-text">{texts.t('progress', { answered, total })}</span>
        <progress value={answered} max={Math.max(total, 1)} aria-labelledby="progress-text" />
      </div>
      <ClockFace />
    </header>
  );
}

const URGENT_MS = 5 * 60_000;

function ClockFace() {
  const { session, texts } = usePlayer();
  const isHidden = useSignal(false);
  const left = session.time.remaining.value;
  if (left === null) return null;
  const warning = session.time.warning.value;
  return (
    <div class={left <= URGENT_MS ? 'clock urgent' : 'clock'}>
      {!isHidden.value && (
        <span class="clock-face">
          <Icon name="clock" />
          <span role="timer" aria-live="off" aria-label={texts.t('clockLabel')} dir="ltr">
            {texts.countdown(left)}
          </span>
        </span>
      )}
      {isHidden.value && warning !== null && (
        <span class="clock-face">{texts.t('timeWarning', { count: warning })}</span>
      )}
      <button
        type="button"
        class="button quiet"
        onClick={() => {
          isHidden.value = !isHidden.value;
        }}
      >
        {texts.t(isHidden.value ? 'clockShow' : 'clockHide')}
      </button>
    </div>
  );
}
