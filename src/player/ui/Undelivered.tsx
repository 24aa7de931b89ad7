import { takesAnswer } from '../questions/registry';
import { AnswerShown } from './answers';
import { useOutbox, usePlace, useTexts, useUploads } from './player';
import { questionName } from './question-names';

/** Answers and files that never arrived: shown, so that they are not lost. */
export function Undelivered() {
  const place = usePlace();
  const outbox = useOutbox();
  const uploads = useUploads();
  const texts = useTexts();
  const questions = place.questions.value;
  const lost = questions.flatMap((question) => {
    const entry = outbox.entry(question.id);
    const draft = entry.unsent ?? entry.refused?.draft;
    return takesAnswer(question) && draft ? [{ question, value: draft.value }] : [];
  });
  const files = uploads.cut.value;
  if (lost.length === 0 && files.length === 0) return null;
  return (
    <section class="undelivered">
      {files.map((file) => (
        <p key={file} class="notice warning">
          {texts.t('closedFileCut', { name: file.name })}
        </p>
      ))}
      {lost.length > 0 && <p class="notice warning">{texts.t('closedUndelivered')}</p>}
      {lost.map(({ question, value }) => (
        <div key={question.id}>
          <h2>{questionName(questions, question, texts)}</h2>
          <AnswerShown question={question} value={value} />
        </div>
      ))}
    </section>
  );
}
