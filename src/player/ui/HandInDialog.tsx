import { useEffect, useRef } from 'preact/hooks';
import { usePlayer } from './player';

/** The player's own confirmation; Esc keeps working. */
export function HandInDialog() {
  const { session, texts } = usePlayer();
  const { t } = texts;
  const dialog = useRef<HTMLDialogElement>(null);
  const step = session.handIn.step.value;
  const isBusy = step === 'sending' || step === 'retrying';
  const { answered, total } = session.progress.value;
  const uploads = session.uploads.underWay.value;
  const size = uploads.reduce((sum, upload) => sum + (upload.size ?? 0), 0);
  const sent = uploads.reduce((sum, upload) => sum + upload.sent.value, 0);
  const part = new Intl.NumberFormat(texts.locale, { style: 'percent' }).format(size > 0 ? sent / size : 0);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (typeof element?.showModal === 'function') element.showModal();
    else element?.setAttribute('open', '');
    return () => {
      if (typeof element?.close === 'function') element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const keepWorking = () => session.handIn.cancel();
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-modal="true"
      aria-labelledby="hand-in-title"
      aria-describedby="hand-in-text"
      onCancel={(event) => {
        event.preventDefault();
        keepWorking();
      }}
      onClose={() => session.handIn.step.peek() !== 'no' && keepWorking()}
    >
      <h2 id="hand-in-title">{t('handInTitle')}</h2>
      <p id="hand-in-text">
        {answered < total && <strong>{t('handInUnanswered', { count: total - answered })} </strong>}
        {t('handInText')}
      </p>
      {uploads.length > 0 && <p class="notice warning">{t('handInUploading', { part })}</p>}
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
            if (!isBusy) void session.handIn.confirm();
          }}
        >
          {t(uploads.length > 0 ? 'handInWithout' : 'handInNow')}
        </button>
      </div>
    </dialog>
  );
}
