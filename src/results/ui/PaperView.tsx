import { useLayoutEffect, useRef } from 'preact/hooks';
import { Html } from '../../staff/ui/Html';
import { nameOf, type Paper } from '../wire';
import { useResults } from './context';
import { PaperQuestionView } from './PaperQuestion';
import { pointsOf, stateOf } from './Students';

/** One student's paper: what was asked, answered and given for it. It prints as it stands. */
export function PaperView() {
  const results = useResults();
  const { t } = results.staff.texts;
  const paper = results.paper.value;
  const [before, after] = results.neighbours();
  return (
    <main class="paper">
      <nav class="paper-ways no-print" aria-label={t('paperWays')}>
        <button type="button" class="button" onClick={() => leave()}>
          {t('backToClass')}
        </button>
        {before && (
          <button type="button" class="button" onClick={() => void results.open(nameOf(before))}>
            {t('paperBefore')}
          </button>
        )}
        {after && (
          <button type="button" class="button" onClick={() => void results.open(nameOf(after))}>
            {t('paperAfter')}
          </button>
        )}
        <button type="button" class="button primary" onClick={() => window.print()}>
          {t('print')}
        </button>
      </nav>
      {paper.kind === 'here' ? (
        <Sheet key={nameOf(paper.value)} paper={paper.value} />
      ) : (
        <p class="sheet" role="status">
          {t(paper.kind === 'loading' ? 'loading' : 'paperFailed')}
        </p>
      )}
    </main>
  );

  /** Back to the class, and to the row of whoever was looked at. */
  function leave(): void {
    const left = results.opened.peek();
    results.close();
    requestAnimationFrame(() => {
      const row = document.getElementById(`entry-${left}`) ?? document.querySelector<HTMLElement>('h1');
      row?.focus();
    });
  }
}

function Sheet({ paper }: { readonly paper: Paper }) {
  const results = useResults();
  const { texts, page } = results.staff;
  const { t } = texts;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <article class="sheet">
      <header>
        <p class="exam-name" dir="auto">
          {page.exam?.name}
        </p>
        <h1 tabIndex={-1} ref={heading} dir="auto">
          {results.nameOf(paper)}
        </h1>
        <p class="paper-score">
          {paper.score && <strong>{t('pointsOf', { points: pointsOf(paper.score, texts) })}</strong>}{' '}
          {t(stateOf(paper))}
          {paper.completedAt && `. ${t('handedInAt', { at: texts.moment(paper.completedAt) })}`}
        </p>
      </header>
      <ol class="paper-questions">
        {paper.questions.map((question, i) => (
          <PaperQuestionView key={question.questionId} question={question} number={i + 1} />
        ))}
      </ol>
      {paper.overall?.comment && (
        <section aria-labelledby="overall-title" class="comment">
          <h2 id="overall-title">{t('overallComment')}</h2>
          <Html html={paper.overall.comment} class="prose" />
        </section>
      )}
    </article>
  );
}
