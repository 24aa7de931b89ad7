import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Header } from './Header';
import { fetchLaterParts, HandInDialog, Review } from './later';
import { Navigator } from './Navigator';
import { Notices, ReadAnnouncements } from './Notices';
import { useHandIn, useMoves, usePlace, useSession, useTexts } from './player';
import { QuestionView } from './QuestionView';
import { watchWide } from './watch-wide';

/** The first question is read before anything else is fetched. */
const AHEAD_MS = 1_000;

/** The exam itself: questions one at a time, or the review of all, between two bars that stay in view. */
export function ExamScreen() {
  const session = useSession();
  const place = usePlace();
  const handIn = useHandIn();
  const moves = useMoves();
  const texts = useTexts();
  const isOpen = useSignal(false);
  const questions = place.questions.value;
  useEffect(() => {
    const timer = setTimeout(fetchLaterParts, AHEAD_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const all = JSON.stringify(questions);
    if (/<(table|pre|inline-math)/.test(all)) watchWide(texts);
    if (!all.includes('<inline-math')) return;
    // Loaded ahead, once the first question stands, so that a formula further on can be drawn without a connection.
    const timer = setTimeout(() => void import('../mathematics/draw').catch(() => undefined), 2_000);
    return () => clearTimeout(timer);
  }, [questions]);
  return (
    <div class="exam">
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to this page's content without a fragment in its address */}
      <a class="skip-link" href="#content" onClick={skipToContent}>
        {texts.t('skipToContent')}
      </a>
      <div class="head">
        <Header isOpen={isOpen} />
        {!session.isPaused.value && <Navigator isOpen={isOpen} />}
        <Notices />
      </div>
      <ReadAnnouncements />
      <main id="content" tabIndex={-1}>
        {!session.isPaused.value && (moves.view.value === 'review' ? <Review /> : <QuestionView />)}
      </main>
      {handIn.step.value !== 'no' && <HandInDialog />}
    </div>
  );
}

/** The address of the page holds the secret: a fragment in it would only get in the way of the host's history. */
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
