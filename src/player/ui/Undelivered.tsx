import { takesAnswer } from '../question-types';
import { usePlayer } from './player';
import { questionName } from './question-names';

/** Answers that never arrived: shown, so that they are not lost. */
export function Undelivered() {
  const { session, texts } = usePlayer();
  const questions = session.place.questions.value;
  const lost = questions.flatMap((question) => {
    const entry = session.outbox.entry(question.id);
    const draft = entry.unsent ?? entry.refused?.draft;
    return takesAnswer(question) && draft ? [{ question, value: draft.value }] : [];
  });
  if (lost.length === 0) return null;
  return (
    <section class="undelivered">
      <p class="notice warning">{texts.t('closedUndelivered')}</p>
      {lost.map(({ question, value }) => (
        <div key={question.id}>
          <h2>{questionName(questions, question, texts)}</h2>
          <p dir="auto">{typeof value === 'string' ? value : value?.join(', ')}</p>
        </div>
      ))}
    </section>
  );
}
