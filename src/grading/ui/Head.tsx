import { useStaff } from '../../staff/ui/context';
import { useGrading } from './context';
import { Sign } from './Sign';

interface HeadProps {
  readonly onKeys: () => void;
  readonly onDone: () => void;
  readonly onList: () => void;
}

/** The exam, how far it is graded, whether all is saved, and the ways out. */
export function Head({ onKeys, onDone, onList }: HeadProps) {
  const { page, texts } = useStaff();
  const grading = useGrading();
  const { progress } = grading;
  const { t } = texts;
  const remaining = progress.remaining.value;
  const graded = progress.graded.value;
  return (
    <header class="head">
      <div class="head-words">
        <h1>{page.exam?.name}</h1>
        <p class="head-progress">
          <progress value={graded} max={Math.max(1, graded + remaining)} aria-label={t('progressLabel')} />
          <span>{remaining === 0 ? t('noneRemaining') : t('remaining', { count: remaining })}</span>
        </p>
      </div>
      <SaveState />
      <div class="head-ways">
        <button type="button" class="button quiet only-narrow" onClick={onList}>
          <Sign name="list" /> {t('listOpen')}
        </button>
        <button type="button" class="button quiet" onClick={() => grading.undo()}>
          {t('undo')}
        </button>
        <button type="button" class="button quiet" aria-haspopup="dialog" onClick={onKeys}>
          <Sign name="keys" /> {t('keys')}
        </button>
        <button type="button" class="button" aria-haspopup="dialog" onClick={onDone}>
          {t('done')}
        </button>
      </div>
    </header>
  );
}

/** Says whether the server has everything. */
function SaveState() {
  const staff = useStaff();
  const { outbox, kept } = useGrading();
  const { t } = staff.texts;
  const count = outbox.unsent;
  const key = kept.isBlocked.value ? 'unsentBlocked' : staff.isOffline.value ? 'unsentOffline' : 'unsent';
  return (
    <p class={count > 0 ? 'save-state unsent' : 'save-state'} role="status">
      {count > 0 && (
        <>
          <Sign name="unsent" /> <span>{t(key, { count })}</span>
        </>
      )}
      {count === 0 && staff.isOffline.value && (
        <>
          <Sign name="trouble" /> <span>{t('offline')}</span>
        </>
      )}
      {count === 0 && !staff.isOffline.value && (
        <>
          <Sign name="saved" /> <span>{t('saved')}</span>
        </>
      )}
    </p>
  );
}
