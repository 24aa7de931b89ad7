import { useRef, useState } from 'preact/hooks';
import { useTexts } from './player';

/** A receipt's code, to be read, selected or copied. */
export function ReceiptCode({ code }: { readonly code: string }) {
  const { t } = useTexts();
  const shown = useRef<HTMLElement>(null);
  const [said, say] = useState('');
  const copy = async () => {
    say('');
    const isCopied = await copied(code);
    if (!isCopied && shown.current) window.getSelection()?.selectAllChildren(shown.current);
    say(t(isCopied ? 'receiptCopied' : 'receiptSelected'));
  };
  return (
    <div class="receipt-code">
      <p>
        {t('receiptCode')}:{' '}
        <code ref={shown} dir="ltr">
          {code}
        </code>
      </p>
      <button type="button" class="button" onClick={() => void copy()}>
        {t('receiptCopy')}
      </button>
      <p role="status" class="receipt-said">
        {said}
      </p>
    </div>
  );
}

/** A frame may not reach the clipboard unless its host lets it. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
