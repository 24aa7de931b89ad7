import { useSignal } from '@preact/signals';
import { rescueFile } from '../saving/rescue';
import { useBrowserStore, useClock, useHost, useOutbox, useTexts } from './player';
import { saveAs } from './save-as';

/**
 * What to do with answers that did not arrive: they are sent for as long as this page is open, and can be taken to the
 * teacher as a file.
 */
export function Rescue() {
  const outbox = useOutbox();
  const browserStore = useBrowserStore();
  const clock = useClock();
  const host = useHost();
  const texts = useTexts();
  const { t } = texts;
  const isSaved = useSignal(false);
  const undelivered = outbox.undelivered.value;
  const retained = outbox.retained.value;
  const seal = browserStore.seal;
  const sessionId = host.sessionId;
  const save = async () => {
    if (!seal || !sessionId) return;
    const now = new Date(clock.now()).toISOString();
    const file = await rescueFile(outbox.undeliveredAnswers(), sessionId, now, seal);
    saveAs(
      new Blob([JSON.stringify(file)], { type: 'application/json' }),
      `examlet-rescue-${sessionId.slice(-6)}.json`,
    );
    isSaved.value = true;
  };
  return (
    <div class="rescue" role="status">
      {undelivered > 0 && <p class="notice warning">{t('rescueUndelivered', { count: undelivered })}</p>}
      {undelivered > 0 && seal && (
        <>
          <p>{t('rescueText')}</p>
          <button type="button" class="button" onClick={() => void save()}>
            {t('rescueSave')}
          </button>
        </>
      )}
      {isSaved.value && undelivered > 0 && <p class="hint">{t('rescueSaved')}</p>}
      {retained > 0 && <p class="notice">{t('rescueRetained', { count: retained })}</p>}
    </div>
  );
}
