import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, type IconName } from './Icon';
import { useClock, useEnter, usePage, useScreenHeading, useSession, useTexts } from './player';

/** What the student should know before the clock starts. */
export function Intro() {
  const session = useSession();
  const enter = useEnter();
  const page = usePage();
  const texts = useTexts();
  const { t } = texts;
  const exam = page.exam;
  const heading = useScreenHeading('intro', exam?.name ?? '');
  const isTooEarly = useIsBefore(exam?.settings.opensAt ?? null);
  const wasTooEarly = useRef(isTooEarly).current;
  const closesAt = exam?.settings.closesAt ?? null;
  const isBeforeClosing = useIsBefore(closesAt);
  if (!exam) return null;
  const { settings, questionCount, intendedDuration, isEmpty = false } = exam;
  const isClosed = closesAt !== null && !isBeforeClosing;
  const entering = enter.step.value;
  const isBusy = entering === 'yes' || entering === 'retrying';
  return (
    <main class="sheet intro">
      <h1 ref={heading} tabIndex={-1}>
        <bdi>{exam.name}</bdi>
      </h1>
      {!isClosed && !isEmpty && (
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
          {closesAt !== null && <Fact icon="warning">{t('introCloses', { moment: texts.moment(closesAt) })}</Fact>}
          <Fact icon="answered">{t('introSaving')}</Fact>
          <Fact icon="flag">{t('introHandIn')}</Fact>
        </ul>
      )}
      {isTooEarly && !isEmpty && settings.opensAt !== null && <Opens at={settings.opensAt} />}
      {isClosed && <p class="notice">{t('introClosed')}</p>}
      {isEmpty && !isClosed && <p class="notice">{t('introEmpty')}</p>}
      <p role="status" class="intro-status">
        {wasTooEarly && !isTooEarly && entering === 'no' && t('introOpen')}
        {entering === 'not-open' && t('introNotOpen')}
        {entering === 'no-questions' && t('introEmpty')}
        {entering === 'yes' && t('starting')}
        {entering === 'retrying' && t('enterRetrying')}
      </p>
      {!isClosed && !isEmpty && (
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

/** Further away than this only the date is said. */
const COUNTED_MS = 24 * 3_600_000;

/** When the exam opens, and how long that is from now; the page goes on by itself. */
function Opens({ at }: { readonly at: string }) {
  const session = useSession();
  const clock = useClock();
  const texts = useTexts();
  const { t } = texts;
  const left = useSignal(Date.parse(at) - clock.now());
  useEffect(() => {
    const timer = setInterval(() => {
      left.value = Date.parse(at) - clock.now();
    }, 1_000);
    return () => clearInterval(timer);
  }, [at, session, left]);
  // Above a minute the seconds would only make restless.
  const shown = Math.max(1_000, left.value > 60_000 ? Math.ceil(left.value / 60_000) * 60_000 : left.value);
  return (
    <div class="notice opens">
      <p>{t('introOpens', { moment: texts.moment(at) })}</p>
      {left.value <= COUNTED_MS && <p>{t('introOpensIn', { time: texts.minutes(shown / 60_000) })}</p>}
    </div>
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
  const session = useSession();
  const clock = useClock();
  const isBefore = useSignal(moment !== null && clock.now() < Date.parse(moment));
  useEffect(() => {
    if (moment === null || !isBefore.peek()) return;
    const timer = setInterval(() => {
      isBefore.value = clock.now() < Date.parse(moment);
    }, 1_000);
    return () => clearInterval(timer);
  }, [moment, session, isBefore]);
  return isBefore.value;
}
