import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { usePlayer } from './player';

/** Says aloud what changes away from where the student is: time that runs short, the connection that comes back. */
export function Announcer() {
  const { session, texts } = usePlayer();
  const spoken = useSignal('');
  const wasLost = useRef(false);
  useSignalEffect(() => {
    const minutes = session.time.warning.value;
    if (minutes !== null) spoken.value = texts.t('timeWarning', { count: minutes });
  });
  useSignalEffect(() => {
    const isLost = session.isConnectionLost.value;
    if (wasLost.current && !isLost) spoken.value = texts.t('connectionBack');
    wasLost.current = isLost;
  });
  return (
    <div class="visually-hidden" aria-live="polite">
      {spoken.value}
    </div>
  );
}
