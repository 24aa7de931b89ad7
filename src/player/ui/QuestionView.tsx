import { useSignal } from '@preact/signals';
import type { QuestionFiles } from '../questions/contract';
import { questionType } from '../questions/registry';
import { textOf } from '../questions/values';
import { isPlainText } from '../saving/plain-text';
import type { Question } from '../server/wire';
import { Failsafe } from './Failsafe';
import { Html } from './Html';
import { Icon } from './Icon';
import { ConflictChoice, PlainAnswer } from './later';
import {
  useAnswers,
  useApi,
  useFaults,
  useMoves,
  useOutbox,
  usePlace,
  useScreenHeading,
  useSession,
  useTexts,
  useUploads,
} from './player';
import { questionNumber, untitled } from './question-names';
import { RecordingElsewhere } from './RecordingElsewhere';
import { SaveStatus } from './SaveStatus';
import { Ways } from './Ways';

/** One question, where it is answered, and the way on. */
export function QuestionView() {
  const question = usePlace().current.value;
  if (!question) return null;
  return (
    <>
      <RecordingElsewhere but={question.id} />
      <article class="sheet question" aria-labelledby={`heading-${question.id}`}>
        <QuestionHeading question={question} />
        {question.description && (
          <Html key={question.id} id={`text-${question.id}`} class="prose" html={question.description} />
        )}
        <Answering key={`answer-${question.id}`} question={question} />
      </article>
      <WaysOn question={question} />
    </>
  );
}

function QuestionHeading({ question }: { readonly question: Question }) {
  const place = usePlace();
  const answers = useAnswers();
  const texts = useTexts();
  const number = questionNumber(place.questions.value, question);
  const total = answers.progress.value.total;
  const position = number === null ? null : texts.t('questionNumber', { number, total });
  const title = question.title || (number === null ? untitled(question, texts) : null);
  const heading = useScreenHeading(question.id, position ?? title ?? '');
  return (
    <div class="question-head">
      <h1 id={`heading-${question.id}`} ref={heading} tabIndex={-1}>
        {position && <span class={title ? 'eyebrow' : undefined}>{position}</span>}
        {position && title && <span class="visually-hidden">: </span>}
        {title && <span dir="auto">{title}</span>}
      </h1>
      {number !== null && question.points !== null && question.points > 0 && (
        <p class="points">{texts.t('points', { count: question.points })}</p>
      )}
    </div>
  );
}

function Answering({ question }: { readonly question: Question }) {
  const session = useSession();
  const place = usePlace();
  const outbox = useOutbox();
  const files = useFiles(question);
  const faults = useFaults();
  const answers = useAnswers();
  const texts = useTexts();
  const type = questionType(question.type);
  if (!type) return <p class="notice warning">{texts.t('unknownType')}</p>;
  if (!type.Assessment) return null;
  const conflict = outbox.entry(question.id).conflict.value;
  const { upload } = files;
  const isLocked = answers.isLinear && place.questions.value.slice(-1)[0]?.id !== question.id;
  const isDisabled = session.isReadOnly.value || isLocked;
  const draft = answers.draft(question.id).value;
  const isPlain = isPlainText(draft);
  /** Chosen here over what the answer says: the question's own form, or words. */
  const chosen = useSignal<'own' | 'words' | null>(null);
  if (conflict) return <ConflictChoice question={question} conflict={conflict} />;
  const plain = (again: () => void) => (
    <PlainAnswer
      question={question}
      text={isPlain ? textOf(draft.value) : null}
      disabled={isDisabled}
      again={() => {
        chosen.value = 'own';
        again();
      }}
    />
  );
  const inWords = chosen.value === 'words' || (isPlain && chosen.value === null);
  const form = (
    <type.Assessment
      question={question}
      value={isPlain ? null : draft.value}
      onChange={(value, options) => answers.answer(question, value, options)}
      disabled={isDisabled}
      files={files}
      t={texts.forType(question.type)}
      locale={texts.locale}
      ids={{
        heading: `heading-${question.id}`,
        description: question.description ? `text-${question.id}` : undefined,
        control: `control-${question.id}`,
      }}
    />
  );
  return (
    <div class="answer">
      <Failsafe instead={plain} onFault={(fault) => faults.note(question, fault)}>
        {inWords ? plain(() => undefined) : form}
      </Failsafe>
      {!inWords && !isDisabled && faults.troubled.value.has(question.id) && (
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            chosen.value = 'words';
          }}
        >
          {texts.t('plainOffer')}
        </button>
      )}
      {/* What is saved is the answer before; the file of the new one waits. */}
      {upload?.step.value.kind !== 'waiting' && <SaveStatus question={question} disabled={isDisabled} />}
    </div>
  );
}

function useFiles(question: Question): QuestionFiles {
  const api = useApi();
  const answers = useAnswers();
  const uploads = useUploads();
  return {
    stored: uploads.stored(question.id),
    upload: uploads.newest(question.id).value,
    send: (file) =>
      void uploads.send(question.id, file, (stored) => answers.arrived(question, [stored.id, stored.name])),
    record: (name, type, answerOf) =>
      uploads.record(question.id, name, type, (stored) => answers.arrived(question, answerOf(stored))),
    answer: (value, completed) => answers.arrived(question, value, completed),
    read: (id) => api.readFile(id),
  };
}

function WaysOn({ question }: { readonly question: Question }) {
  const session = useSession();
  const place = usePlace();
  const outbox = useOutbox();
  const uploads = useUploads();
  const answers = useAnswers();
  const moves = useMoves();
  const texts = useTexts();
  const { t } = texts;
  const { isLinear } = answers;
  const index = place.index.value;
  const hasNext = index < place.questions.value.length - 1 || place.nextQuestionId.value !== null;
  const isFlagged = place.flags.value.has(question.id);
  const moving = place.moving.value;
  const isStuck = moving !== 'no' && outbox.isFailing.value;
  const isUploading = uploads.newest(question.id).value?.isUnderWay;
  const waitingFor = isStuck || moving === 'retrying' ? 'nextRetrying' : 'nextWaiting';
  return (
    <Ways>
      {isLinear && hasNext && <p class="hint">{t('linearHint')}</p>}
      <p role="status" class="hint">
        {moving !== 'no' && t(isUploading ? 'nextUploading' : waitingFor)}
      </p>
      {!isLinear && index > 0 && (
        <button type="button" class="button" onClick={() => moves.previous()}>
          {t('previous')}
        </button>
      )}
      {!isLinear && questionType(question.type)?.Assessment && (
        <button
          type="button"
          class="button flag"
          aria-pressed={isFlagged}
          disabled={session.isReadOnly.value}
          onClick={() => place.toggleFlag(question.id)}
        >
          <Icon name="flag" />
          <span class="when-wide">{t('flag')}</span>
        </button>
      )}
      {hasNext ? (
        <button
          type="button"
          class="button primary way-on"
          aria-disabled={moving !== 'no'}
          onClick={() => void moves.next()}
        >
          {t('next')}
        </button>
      ) : (
        <button type="button" class="button primary way-on" onClick={() => moves.review()}>
          {t('review')}
        </button>
      )}
    </Ways>
  );
}
