import { useSignal } from '@preact/signals';
import { ModalDialog } from '../../player/page/ModalDialog';
import { wordsOf } from '../../staff/api';
import { useStaff } from '../../staff/ui/context';
import type { Item } from '../wire';

/** Shows a manager whose paper it is, for a reason that is written down. */
export function LiftDialog({ item, onClose }: { readonly item: Item; readonly onClose: () => void }) {
  const staff = useStaff();
  const { t } = staff.texts;
  const reason = useSignal('');
  const name = useSignal<string | null>(null);
  const fault = useSignal('');
  const isUnderWay = useSignal(false);
  const lift = async () => {
    if (isUnderWay.peek()) return;
    if (reason.peek().trim() === '') {
      fault.value = t('liftNeedsReason');
      return;
    }
    isUnderWay.value = true;
    const body = { paper: item.paper, reason: reason.peek().trim() };
    const reply = await staff.api.call<{ student: { name: string | null } }>('POST', 'grading/lift', body);
    isUnderWay.value = false;
    if (reply.ok) name.value = reply.body.student.name || t('unnamed');
    else if (!staff.judge(reply)) fault.value = wordsOf(reply) || t('doneFailed');
  };
  return (
    <ModalDialog name="lift" title={t('liftTitle')} onClose={onClose}>
      <p>{t('liftText')}</p>
      {name.value === null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void lift();
          }}
        >
          <label for="lift-reason">{t('liftReason')}</label>
          <input
            id="lift-reason"
            class="text-field"
            data-first
            maxLength={500}
            autocomplete="off"
            value={reason.value}
            aria-describedby="lift-fault"
            onInput={(event) => {
              reason.value = event.currentTarget.value;
              fault.value = '';
            }}
          />
          <p id="lift-fault" class="fault" role="alert">
            {fault.value}
          </p>
          <div class="dialog-ways">
            <button type="button" class="button" onClick={onClose}>
              {t('cancel')}
            </button>
            <button type="submit" class="button primary" aria-disabled={isUnderWay.value}>
              {t('liftDo')}
            </button>
          </div>
        </form>
      )}
      {name.value !== null && (
        <>
          <p role="status">{t('liftFound', { name: name.value })}</p>
          <div class="dialog-ways">
            <button type="button" class="button primary" onClick={onClose}>
              {t('close')}
            </button>
          </div>
        </>
      )}
    </ModalDialog>
  );
}
