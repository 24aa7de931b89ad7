import { useEffect, useRef, useState } from 'preact/hooks';
import { inWords } from '../question-types';
import type { Question, SessionReceipt } from '../wire';
import { usePlayer } from './player';
import { questionName } from './question-names';
import { ReceiptCode } from './ReceiptCode';
import { saveAs } from './save-as';
import { useUntilReady } from './use-until-ready';
import '../styles/receipt.css';

interface ReceiptProps {
  /** The student does something with it. */
  onRead(): void;
}

/** What was recorded, and the code under which the server vouches for it. Nothing where there is none. */
export default function Receipt({ onRead }: ReceiptProps) {
  const { session, texts } = usePlayer();
  const { t } = texts;
  const receipt = useUntilReady(() => session.api.receipt());
  const section = useRef<HTMLElement>(null);
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
    <section ref={section} class="receipt" aria-labelledby="receipt-heading">
      <h2 id="receipt-heading">{t('receiptTitle')}</h2>
      {typeof receipt === 'object' ? (
        <Kept receipt={receipt} />
      ) : (
        <p class="hint">{t(receipt === 'offline' ? 'enterRetrying' : 'receiptWaiting')}</p>
      )}
    </section>
  );
}

function Kept({ receipt }: { readonly receipt: SessionReceipt }) {
  const { texts } = usePlayer();
  const { t } = texts;
  const [isOpen, setOpen] = useState(false);
  const save = () => {
    const file = new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' });
    saveAs(file, `examlet-receipt-${receipt.code}.json`);
  };
  return (
    <>
      <p>{t('receiptText')}</p>
      <ReceiptCode code={receipt.code} />
      <p class="hint">
        {t('receiptIssued')} {texts.second(receipt.issuedAt)}
      </p>
      <button type="button" class="button" onClick={save}>
        {t('receiptDownload')}
      </button>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('receiptAnswers')}</summary>
        {isOpen && (
          <ol class="receipt-answers">
            {receipt.questions.map((question) => (
              <Recorded key={question.id} question={question} receipt={receipt} />
            ))}
          </ol>
        )}
      </details>
    </>
  );
}

interface RecordedProps {
  readonly question: Question;
  readonly receipt: SessionReceipt;
}

/** One question and what the server holds of its answer. */
function Recorded({ question, receipt }: RecordedProps) {
  const { texts } = usePlayer();
  const answer = receipt.answers.find(({ questionId }) => questionId === question.id);
  const words = inWords(question, answer?.value ?? null, texts).trim();
  return (
    <li>
      <h3>
        {questionName(receipt.questions, question, texts)}
        {question.title && (
          <>
            : <bdi>{question.title}</bdi>
          </>
        )}
      </h3>
      {words ? (
        <p class="written" dir="auto">
          {words}
        </p>
      ) : (
        <p>{texts.t('noAnswer')}</p>
      )}
      {answer && <p class="hint">{texts.t('receiptSavedAt', { moment: texts.second(answer.savedAt) })}</p>}
    </li>
  );
}
