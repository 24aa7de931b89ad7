import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Upload } from '../files/upload';
import { openModal } from '../page/modal';
import { useAnswers, useHandIn, useTexts, useUploads } from './player';

/** The player's own confirmation; Esc keeps working. */
export function HandInDialog() {
  const handIn = useHandIn();
  const answers = useAnswers();
  const texts = useTexts();
  const { t } = texts;
  const dialog = useRef<HTMLDialogElement>(null);
  const step = handIn.step.value;
  const isBusy = step === 'sending' || step === 'retrying';
  const { answered, total } = answers.progress.value;
  const uploads = useUploads().underWay.value;
  const waitedFor = useRef(new Set<Upload>()).current;
  for (const upload of uploads) waitedFor.add(upload);
  const isLost = [...waitedFor].some((upload) => !upload.isUnderWay && upload.step.value.kind !== 'done');
  const part = new Intl.NumberFormat(texts.locale, { style: 'percent' }).format(
    uploads.reduce((sum, upload) => sum + upload.part, 0) / Math.max(1, uploads.length),
  );
  // At once: what is pressed right after the press that opens it belongs into it.
  useLayoutEffect(() => {
    return dialog.current ? openModal(dialog.current) : undefined;
  }, []);
  const keepWorking = () => handIn.cancel();
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-modal="true"
      aria-labelledby="hand-in-title"
      aria-describedby="hand-in-text hand-in-files"
      onCancel={(event) => {
        event.preventDefault();
        keepWorking();
      }}
      // The browser tells of a close a moment later: this dialog may be gone by then, and the next one asking.
      onClose={(event) => event.currentTarget.isConnected && keepWorking()}
    >
      <h2 id="hand-in-title">{t('handInTitle')}</h2>
      <p id="hand-in-text">
        {answered < total && <strong>{t('handInUnanswered', { count: total - answered })} </strong>}
        {t('handInText')}
      </p>
      {uploads.length > 0 && (
        <p id="hand-in-files" class="notice warning">
          {t('handInUploading', { part })}
        </p>
      )}
      <p role="status" class={isLost ? 'notice warning' : 'hint'}>
        {isLost && t('handInFileLost')}
        {!isLost && waitedFor.size > 0 && uploads.length === 0 && t('handInFileArrived')}
      </p>
      <p role="status" class={step === 'retrying' || step === 'failed' ? 'notice warning' : 'hint'}>
        {step === 'sending' && t('handingIn')}
        {step === 'retrying' && t('handInRetrying')}
        {step === 'failed' && t('handInFailed')}
      </p>
      <div class="dialog-ways">
        <button type="button" class="button" onClick={keepWorking}>
          {t('keepWorking')}
        </button>
        <button
          type="button"
          class="button primary"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void handIn.confirm();
          }}
        >
          {t(uploads.length > 0 ? 'handInWithout' : 'handInNow')}
        </button>
      </div>
    </dialog>
  );
}
