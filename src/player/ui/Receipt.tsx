import { useEffect, useRef, useState } from 'preact/hooks';
import { fetchMath } from '../mathematics/shown';
import type { SessionReceipt } from '../server/wire';
import { useTexts } from './player';
import { ReceiptCode } from './ReceiptCode';
import { Recorded } from './Recorded';
import { checkAddress, receiptPage } from './receipt-page';
import { saveAs } from './save-as';
import type { useUntilReady } from './use-until-ready';
import '../styles/receipt.css';

interface ReceiptProps {
  readonly receipt: ReturnType<typeof useUntilReady<SessionReceipt>>;
  /** Something else is what the student came for. */
  readonly isFolded: boolean;
  /** The student does something with it. */
  onRead(): void;
}

/** What was recorded, and the code under which the server vouches for it. Nothing where there is none. */
export default function Receipt({ receipt, isFolded, onRead }: ReceiptProps) {
  const { t } = useTexts();
  const section = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const element = section.current;
    element?.addEventListener('focusin', onRead);
    element?.addEventListener('pointerdown', onRead);
    return () => {
      element?.removeEventListener('focusin', onRead);
      element?.removeEventListener('pointerdown', onRead);
    };
  }, [receipt === 'none']);
  if (receipt === 'none') return null;
  return (
    <details ref={section} class="receipt" open={!isFolded}>
      <summary>
        <h2>{t('receiptTitle')}</h2>
      </summary>
      {typeof receipt === 'object' ? (
        <Arrived receipt={receipt} />
      ) : (
        <p class="hint">{t(receipt === 'offline' ? 'enterRetrying' : 'receiptWaiting')}</p>
      )}
    </details>
  );
}

function Arrived({ receipt }: { readonly receipt: SessionReceipt }) {
  const texts = useTexts();
  const { t } = texts;
  const [isOpen, setOpen] = useState(false);
  /** What the answers are to be drawn for. */
  const [asked, setAsked] = useState<'page' | 'print' | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const file = (content: string, type: string, ending: string) =>
    saveAs(new Blob([content], { type }), `examlet-receipt-${receipt.code}.${ending}`);
  const ask = (what: 'page' | 'print') => {
    setOpen(true);
    setAsked(what);
  };
  useEffect(() => {
    const answers = list.current;
    if (!asked || !answers) return;
    setAsked(null);
    void drawn(answers).then(() => {
      if (asked === 'page') file(receiptPage(receipt, answers, texts), 'text/html', 'html');
      else printReceipt();
    });
  }, [asked]);
  return (
    <div class="receipt-kept">
      <p>{t('receiptText')}</p>
      <ReceiptCode code={receipt.code} />
      <dl class="receipt-facts">
        <dt>{t('receiptExam')}</dt>
        <dd dir="auto">{receipt.examName}</dd>
        {receipt.studentName && (
          <>
            <dt>{t('receiptName')}</dt>
            <dd dir="auto">{receipt.studentName}</dd>
          </>
        )}
        <dt>{t('receiptHandedIn')}</dt>
        <dd>{texts.withZone(receipt.completedAt)}</dd>
        <dt>{t('receiptIssued')}</dt>
        <dd>{texts.withZone(receipt.issuedAt)}</dd>
        <dt>{t('receiptCheck')}</dt>
        <dd>
          <bdi dir="ltr">{checkAddress(receipt.code)}</bdi>
        </dd>
      </dl>
      <div class="receipt-ways">
        <button type="button" class="button" onClick={() => ask('page')}>
          {t('receiptPage')}
        </button>
        <button type="button" class="button" onClick={() => ask('print')}>
          {t('receiptPrint')}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => file(JSON.stringify(receipt, null, 2), 'application/json', 'json')}
        >
          {t('receiptDownload')}
        </button>
      </div>
      <p class="hint">{t('receiptFiles')}</p>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('receiptAnswers')}</summary>
        {isOpen && (
          <ol ref={list} class="receipt-answers">
            {receipt.questions.map((question) => (
              <Recorded key={question.id} question={question} receipt={receipt} />
            ))}
          </ol>
        )}
      </details>
    </div>
  );
}

/** Waits for mathematics that is not drawn yet. */
async function drawn(answers: Element): Promise<void> {
  if (answers.querySelector('.math-place')) await fetchMath();
}

function printReceipt(): void {
  document.body.classList.add('prints-receipt');
  window.print();
  document.body.classList.remove('prints-receipt');
}
