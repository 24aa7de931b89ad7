import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { ModalDialog } from '../../player/page/ModalDialog';
import { wordsOf } from '../../staff/api';
import { useStaff } from '../../staff/ui/context';
import { useGrading } from './context';

/** So long the second way out does nothing after it is seen: nobody comes by it with a double press. */
const INERT_MS = 1_000;

/** Asks once more where something remains, and waits until all is saved. */
export function DoneDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const staff = useStaff();
  const grading = useGrading();
  const { t } = staff.texts;
  const isInert = useSignal(true);
  const isUnderWay = useSignal(false);
  const fault = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => {
      isInert.value = false;
    }, INERT_MS);
    grading.leave();
    grading.outbox.releaseAll();
    return () => clearTimeout(timer);
  }, []);
  const remaining = grading.progress.remaining.value;
  const drafts = grading.outbox.all().length - grading.outbox.unsent;
  const unsent = grading.outbox.unsent;
  const end = async () => {
    if (isInert.peek() || isUnderWay.peek()) return;
    isUnderWay.value = true;
    fault.value = '';
    await grading.outbox.settled();
    const reply = await staff.done({}, window);
    isUnderWay.value = false;
    if (reply.ok) {
      await grading.kept.erase();
      onDone();
    } else if (staff.phase.peek().kind === 'open') fault.value = wordsOf(reply) || t('doneFailed');
  };
  return (
    <ModalDialog name="done" title={t(remaining > 0 || drafts > 0 ? 'doneTitle' : 'noneRemaining')} onClose={onClose}>
      {remaining > 0 && <p>{t('doneRemaining', { count: remaining })}</p>}
      {drafts > 0 && <p>{t('doneDrafts', { count: drafts })}</p>}
      {unsent > 0 && <p role="status">{t('doneSaving')}</p>}
      <p class="fault" role="alert">
        {fault.value}
      </p>
      <div class="dialog-ways">
        <button type="button" class="button" data-first onClick={onClose}>
          {t('goOn')}
        </button>
        <button
          type="button"
          class="button primary"
          aria-disabled={isInert.value || isUnderWay.value}
          onClick={() => void end()}
        >
          {t(remaining > 0 || drafts > 0 ? 'doneAnyway' : 'done')}
        </button>
      </div>
    </ModalDialog>
  );
}

/** What stands in place of the answers after Done. */
export function Finished({ onBack }: { readonly onBack: () => void }) {
  const { t } = useStaff().texts;
  const { progress } = useGrading();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <main class="sheet alone">
      <h1 tabIndex={-1} ref={heading}>
        {t('finishedTitle')}
      </h1>
      <p>{t('finishedText', { graded: progress.graded.value, remaining: progress.remaining.value })}</p>
      <p>
        <button type="button" class="button" onClick={onBack}>
          {t('goOn')}
        </button>
      </p>
    </main>
  );
}
