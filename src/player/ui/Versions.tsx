import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerVersion, Question, VersionPage } from '../server/wire';
import { AnswerShown } from './answers';
import { useAnswers, useApi, useOutbox, useSession, useTexts } from './player';
import { withNewest, withOlder } from './version-list';
import '../styles/versions.css';

interface VersionsProps {
  readonly question: Question;
  /** The answer cannot be changed now. */
  readonly disabled: boolean;
}

/**
 * The stored versions of an answer, newest first. Any can be made the answer again: as a new version, so that nothing
 * is lost by it.
 */
export default function Versions({ question, disabled }: VersionsProps) {
  const session = useSession();
  const outbox = useOutbox();
  const answers = useAnswers();
  const texts = useTexts();
  const { t } = texts;
  const { page, isFailing, isFetching, refresh, more } = useVersions(question);
  const [restored, setRestored] = useState('');
  const idOf = (version: AnswerVersion) => `version-${question.id}-${version.epoch}-${version.revision}`;

  const restore = async (version: AnswerVersion) => {
    const before = answers.draft(question.id).peek();
    // What is being typed becomes a version too before it is replaced.
    outbox.flush(question.id);
    await outbox.settled(question.id);
    if (session.isReadOnly.peek() || answers.draft(question.id).peek() !== before) return;
    answers.answer(question, version.value, {
      completed: version.completed,
      immediate: true,
      context: version.context ?? undefined,
    });
    setRestored(t('versionRestored', { moment: texts.second(version.savedAt) }));
  };

  return (
    <section aria-label={t('versionsTitle')}>
      <p role="status" class="hint">
        {page ? restored : isFetching && t('versionsWaiting')}
      </p>
      {page && (
        <ol class="versions-list">
          {page.items.map((version, at) => (
            <li key={idOf(version)}>
              <p class="versions-head">
                <strong id={idOf(version)}>{texts.second(version.savedAt)}</strong>
                {at === 0 && <span class="versions-current">{t('versionCurrent')}</span>}
              </p>
              {version.epoch !== session.epoch && <p class="hint">{t('versionElsewhere')}</p>}
              <AnswerShown question={question} value={version.value} />
              {at > 0 && (
                <button
                  type="button"
                  class="button"
                  disabled={disabled}
                  aria-describedby={idOf(version)}
                  onClick={() => void restore(version)}
                >
                  {t('versionRestore')}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      <div role="alert" class="versions-failed">
        {isFailing && <p>{t('versionsFailed')}</p>}
      </div>
      {isFailing && (
        <button type="button" class="button" aria-disabled={isFetching} onClick={refresh}>
          {t('versionsAgain')}
        </button>
      )}
      {!isFailing && page?.nextCursor && (
        <button type="button" class="button" aria-disabled={isFetching} onClick={more}>
          {t('versionsMore')}
        </button>
      )}
    </section>
  );
}

/** What the server holds of one answer. Fetched again with every save that arrives. */
function useVersions(question: Question) {
  const outbox = useOutbox();
  const api = useApi();
  const [page, setPage] = useState<VersionPage | null>(null);
  const [isFailing, setFailing] = useState(false);
  const [isFetching, setFetching] = useState(true);
  /** Only the newest question to the server is heard. */
  const asked = useRef(0);
  const line = outbox.entry(question.id).line.value;
  const savedAt = line.kind === 'saved' ? line : null;

  const fetchPage = async (cursor: string | null) => {
    asked.current += 1;
    const mine = asked.current;
    setFetching(true);
    const reply = await api.versions(question.id, cursor);
    if (mine !== asked.current) return;
    setFetching(false);
    setFailing(!reply.ok);
    if (reply.ok) {
      setPage((known) => (cursor !== null && known ? withOlder(known, reply.body) : withNewest(reply.body, known)));
    }
  };

  const isShown = page !== null;
  useEffect(() => {
    if (savedAt || !isShown) void fetchPage(null);
  }, [savedAt]);
  useEffect(
    () => () => {
      asked.current = -1;
    },
    [],
  );
  return {
    page,
    isFailing,
    isFetching,
    refresh: () => void fetchPage(null),
    more: () => void (page?.nextCursor && !isFetching && fetchPage(page.nextCursor)),
  };
}
