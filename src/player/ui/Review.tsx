import { useSignal } from '@preact/signals';
import { takesAnswer } from '../questions/registry';
import type { Question } from '../server/wire';
import { missingIn } from './answers';
import {
  useAnswers,
  useHandIn,
  useMoves,
  useOutbox,
  usePlace,
  useScreenHeading,
  useSession,
  useTexts,
  useUploads,
} from './player';
import { QuestionLink } from './QuestionLink';
import { questionName, questionNumber } from './question-names';
import { RecordingElsewhere } from './RecordingElsewhere';
import { ReviewRow } from './ReviewRow';
import { Ways } from './Ways';
import '../styles/review.css';

/** So many rows are drawn at first, and so many more each time the student asks. */
const PART = 200;

/** Every question with its answer, before the hand-in; what is open, unfinished or flagged is named first. */
export function Review() {
  const session = useSession();
  const place = usePlace();
  const outbox = useOutbox();
  const uploads = useUploads();
  const handIn = useHandIn();
  const answers = useAnswers();
  const moves = useMoves();
  const texts = useTexts();
  const { t } = texts;
  const heading = useScreenHeading('review', t('reviewTitle'));
  const shown = useSignal(PART);
  const { isLinear } = answers;
  const all = place.questions.value;
  const questions = all.filter(takesAnswer);
  const draftOf = (question: Question) => answers.draft(question.id).value;
  const unanswered = questions.filter((q) => !draftOf(q).completed && draftOf(q).value === null);
  const unfinished = questions.filter((q) => {
    const { value, completed } = draftOf(q);
    return value !== null && (!completed || missingIn(q, value, texts) !== '');
  });
  const flagged = all.filter((q) => place.flags.value.has(q.id));
  const conflicts = questions.filter((q) => outbox.entry(q.id).conflict.value !== null);
  const { answered, total } = answers.progress.value;
  const underWay = uploads.underWay.value;
  const uploading = questions.filter((q) => underWay.some((upload) => upload.questionId === q.id));
  const undelivered = outbox.undelivered.value;
  return (
    <>
      <RecordingElsewhere />
      <section class="sheet review">
        <h1 ref={heading} tabIndex={-1}>
          {t('reviewTitle')}
        </h1>
        <div class="review-open">
          <p class="review-progress">{t('progress', { answered, total })}</p>
          {answered === total && unfinished.length === 0 && <p class="good">{t('reviewAll')}</p>}
          <Named text="reviewUnanswered" questions={unanswered} isLinked={!isLinear} />
          <Named text="reviewUnfinished" questions={unfinished} isLinked={!isLinear} />
          <Named text="reviewConflicts" questions={conflicts} isLinked />
          <Named text="reviewFlagged" questions={flagged} isLinked={!isLinear} />
          <Named text="reviewUploading" questions={uploading} isLinked={!isLinear} />
          <p role="status" class="hint">
            {undelivered > 0 && t('reviewUndelivered', { count: undelivered })}
          </p>
        </div>
        <h2 class="visually-hidden">{t('reviewAnswers')}</h2>
        <ol class="review-list">
          {questions.slice(0, shown.value).map((question) => (
            <ReviewRow key={question.id} question={question} isLinked={!isLinear} />
          ))}
        </ol>
        {questions.length > shown.value && (
          <button
            type="button"
            class="button"
            onClick={() => {
              shown.value += PART;
            }}
          >
            {t('reviewShowMore', { count: Math.min(PART, questions.length - shown.value) })}
          </button>
        )}
      </section>
      <Ways>
        <button type="button" class="button" onClick={() => moves.goTo(place.current.peek()?.id ?? '')}>
          {t('reviewBack')}
        </button>
        <button
          type="button"
          class="button primary way-on"
          disabled={session.isSuperseded.value || session.isPaused.value}
          onClick={() => handIn.ask()}
        >
          {t('handIn')}
        </button>
      </Ways>
    </>
  );
}

/** So many are named; of the others it is said how many they are. */
const MAX = 30;

interface NamedProps {
  readonly text: string;
  readonly questions: readonly Question[];
  readonly isLinked: boolean;
}

/** Questions by their numbers, on a line: each leads to its question. */
function Named({ text, questions, isLinked }: NamedProps) {
  const place = usePlace();
  const texts = useTexts();
  if (questions.length === 0) return null;
  const all = place.questions.value;
  return (
    <div class="review-named">
      <p id={`named-${text}`}>{texts.t(text, { count: questions.length })}</p>
      <ul aria-labelledby={`named-${text}`}>
        {questions.slice(0, MAX).map((question) => {
          const number = questionNumber(all, question);
          const name = questionName(all, question, texts);
          const label = number === null ? name : number.toLocaleString(texts.locale);
          return (
            <li key={question.id}>
              {isLinked ? (
                <QuestionLink questionId={question.id} class="review-jump">
                  {number !== null && <span class="visually-hidden">{name}</span>}
                  <span aria-hidden={number === null ? undefined : 'true'}>{label}</span>
                </QuestionLink>
              ) : (
                <span class="review-jump">{label}</span>
              )}
            </li>
          );
        })}
      </ul>
      {questions.length > MAX && <p>{texts.t('reviewMore', { count: questions.length - MAX })}</p>}
    </div>
  );
}
