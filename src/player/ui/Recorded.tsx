import type { Question, SessionReceipt } from '../server/wire';
import { AnswerShown } from './answers';
import { useTexts } from './player';
import { questionName } from './question-names';

interface RecordedProps {
  readonly question: Question;
  readonly receipt: SessionReceipt;
}

/** One question and what the server holds of its answer. */
export function Recorded({ question, receipt }: RecordedProps) {
  const texts = useTexts();
  const answer = receipt.answers.find(({ questionId }) => questionId === question.id);
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
      <AnswerShown question={question} value={answer?.value ?? null} />
      {answer && <p class="hint">{texts.t('receiptSavedAt', { moment: texts.withZone(answer.savedAt) })}</p>}
    </li>
  );
}
