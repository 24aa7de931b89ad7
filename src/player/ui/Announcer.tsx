import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useSession, useTexts, useTime } from './player';
import { timeLeft, warningText } from './time-texts';

/** Says aloud what changes away from where the student is: time that runs short, the connection that comes back. */
export function Announcer() {
  const session = useSession();
  const time = useTime();
  const texts = useTexts();
  const spoken = useSignal('');
  const wasLost = useRef(false);
  const wasPaused = useRef(false);
  useSignalEffect(() => {
    const warning = time.warning.value;
    if (warning !== null) spoken.value = warningText(texts, warning);
  });
  useSignalEffect(() => {
    const asked = time.asked.value;
    if (asked !== null) spoken.value = timeLeft(texts, asked);
  });
  useSignalEffect(() => {
    const isPaused = session.isPaused.value;
    if (wasPaused.current !== isPaused) spoken.value = isPaused ? '' : texts.t('resumed');
    wasPaused.current = isPaused;
  });
  useSignalEffect(() => {
    const isLost = session.isConnectionLost.value;
    if (wasLost.current !== isLost) spoken.value = isLost ? '' : texts.t('connectionBack');
    wasLost.current = isLost;
  });
  return (
    <div class="visually-hidden" aria-live="polite">
      {spoken.value}
    </div>
  );
}
