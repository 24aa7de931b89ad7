import { takesAnswer } from '../question-types';
import type { Question } from '../wire';
import { usePlayer, useScreenHeading } from './player';
import { QuestionLink } from './QuestionLink';
import { questionName } from './question-names';
import { RecordingElsewhere } from './RecordingElsewhere';
import { Ways } from './Ways';

/** What is not answered and what is flagged, before the hand-in. */
export function Review() {
  const { session, texts } = usePlayer();
  const { t } = texts;
  const heading = useScreenHeading('review', t('reviewTitle'));
  const { isLinear } = session;
  const questions = session.place.questions.value;
  const unanswered = questions.filter((q) => takesAnswer(q) && !session.draft(q.id).value.completed);
  const flagged = questions.filter((q) => session.place.flags.value.has(q.id));
  const conflicts = questions.filter((q) => session.outbox.entry(q.id).conflict.value !== null);
  const { answered, total } = session.progress.value;
  const underWay = session.uploads.underWay.value;
  const uploading = questions.filter((q) => underWay.some((upload) => upload.questionId === q.id));
  const undelivered = session.outbox.undelivered.value;
  return (
    <>
      <RecordingElsewhere />
      <section class="sheet review">
        <h1 ref={heading} tabIndex={-1}>
          {t('reviewTitle')}
        </h1>
        <p>{t('progress', { answered, total })}</p>
        {unanswered.length === 0 && answered === total && <p class="good">{t('reviewAll')}</p>}
        <Found text="reviewUnanswered" questions={unanswered} isLinked={!isLinear} />
        <Found text="reviewConflicts" questions={conflicts} isLinked />
        <Found text="reviewFlagged" questions={flagged} isLinked={!isLinear} />
        <Found text="reviewUploading" questions={uploading} isLinked={!isLinear} />
        <p role="status" class="hint">
          {undelivered > 0 && t('reviewUndelivered', { count: undelivered })}
        </p>
      </section>
      <Ways>
        <button type="button" class="button" onClick={() => session.goTo(session.place.current.peek()?.id ?? '')}>
          {t('reviewBack')}
        </button>
        <button
          type="button"
          class="button primary way-on"
          disabled={session.isSuperseded.value || session.isPaused.value}
          onClick={() => session.handIn.ask()}
        >
          {t('handIn')}
        </button>
      </Ways>
    </>
  );
}

/** So many are named; of the others it is said how many they are. */
const MOST = 100;

interface FoundProps {
  readonly text: string;
  readonly questions: readonly Question[];
  readonly isLinked: boolean;
}

function Found({ text, questions, isLinked }: FoundProps) {
  const { session, texts } = usePlayer();
  if (questions.length === 0) return null;
  const all = session.place.questions.value;
  return (
    <>
      <h2>{texts.t(text, { count: questions.length })}</h2>
      <ul class="found">
        {questions.slice(0, MOST).map((question) => {
          const name = questionName(all, question, texts);
          const label = takesAnswer(question) && question.title ? `${name}: ${question.title}` : name;
          return (
            <li key={question.id}>
              {isLinked ? (
                <QuestionLink questionId={question.id}>{label}</QuestionLink>
              ) : (
                <span dir="auto">{label}</span>
              )}
            </li>
          );
        })}
      </ul>
      {questions.length > MOST && <p>{texts.t('reviewMore', { count: questions.length - MOST })}</p>}
    </>
  );
}
