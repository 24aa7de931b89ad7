import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon, type IconName } from './Icon';
import { usePlayer, useScreenHeading } from './player';

/** What the student should know before the clock starts. */
export function Intro() {
  const { session, texts } = usePlayer();
  const { t } = texts;
  const exam = session.page.exam;
  const heading = useScreenHeading('intro', exam?.name ?? '');
  const isTooEarly = useIsBefore(exam?.settings.opensAt ?? null);
  const closesAt = exam?.settings.closesAt ?? null;
  const isBeforeClosing = useIsBefore(closesAt);
  if (!exam) return null;
  const { settings, questionCount, intendedDuration } = exam;
  const isClosed = closesAt !== null && !isBeforeClosing;
  const entering = session.entering.step.value;
  const isBusy = entering === 'yes' || entering === 'retrying';
  return (
    <main class="sheet intro">
      <h1 ref={heading} tabIndex={-1}>
        <bdi>{exam.name}</bdi>
      </h1>
      <ul class="facts">
        <Fact icon="list">
          {t('introQuestions', { count: questionCount })}
          {settings.navigation === 'linear' && <> · {t('introLinear')}</>}
        </Fact>
        <Fact icon="clock">
          {settings.timeLimit !== null
            ? t('introTimeLimit', { duration: texts.minutes(settings.timeLimit) })
            : t('introNoTimeLimit')}
          {settings.timeLimit === null && intendedDuration !== null && (
            <> {t('introDuration', { duration: texts.minutes(intendedDuration) })}</>
          )}
        </Fact>
        {closesAt !== null && !isClosed && (
          <Fact icon="warning">{t('introCloses', { moment: texts.moment(closesAt) })}</Fact>
        )}
        <Fact icon="answered">{t('introSaving')}</Fact>
        <Fact icon="flag">{t('introHandIn')}</Fact>
      </ul>
      {isTooEarly && settings.opensAt !== null && (
        <p class="notice">{t('introOpens', { moment: texts.moment(settings.opensAt) })}</p>
      )}
      {isClosed && <p class="notice">{t('introClosed')}</p>}
      <p role="status" class="intro-status">
        {entering === 'not-open' && t('introNotOpen')}
        {entering === 'yes' && t('starting')}
        {entering === 'retrying' && t('enterRetrying')}
      </p>
      {!isClosed && (
        <button
          type="button"
          class="button primary large"
          disabled={isTooEarly}
          aria-disabled={isBusy}
          onClick={() => void session.start()}
        >
          {t('start')}
        </button>
      )}
    </main>
  );
}

function Fact({ icon, children }: { readonly icon: IconName; readonly children: preact.ComponentChildren }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{children}</span>
    </li>
  );
}

/** True until the server's clock reaches the moment; then the part that asked is drawn again. */
function useIsBefore(moment: string | null): boolean {
  const { session } = usePlayer();
  const isBefore = useSignal(moment !== null && session.clock.now() < Date.parse(moment));
  useEffect(() => {
    if (moment === null || !isBefore.peek()) return;
    const timer = setInterval(() => {
      isBefore.value = session.clock.now() < Date.parse(moment);
    }, 1_000);
    return () => clearInterval(timer);
  }, [moment, session, isBefore]);
  return isBefore.value;
}
