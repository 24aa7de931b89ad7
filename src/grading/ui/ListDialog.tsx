import { ModalDialog } from '../../player/page/ModalDialog';
import { useStaff } from '../../staff/ui/context';
import { AnswerList } from './AnswerList';

/** The list of answers where there is no room beside them. */
export function ListDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useStaff().texts;
  return (
    <ModalDialog name="list" title={t('answers')} class="list-dialog" onClose={onClose}>
      <AnswerList onChosen={onClose} />
      <div class="dialog-ways">
        <button type="button" class="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </ModalDialog>
  );
}
