import { useLayoutEffect, useRef } from 'preact/hooks';
import { Languages, StaffShell } from '../../staff/ui/StaffShell';
import type { Results } from '../results';
import { ClassSection } from './ClassSection';
import { ResultsContext, useResults } from './context';
import { PaperView } from './PaperView';
import { QuestionSection } from './QuestionSection';
import { Students } from './Students';

/** The page of the flow `view-results`. */
export function ResultsApp({ results }: { readonly results: Results }) {
  return (
    <StaffShell staff={results.staff}>
      <ResultsContext.Provider value={results}>
        <Screen />
        <div class="no-print">
          <Languages />
        </div>
      </ResultsContext.Provider>
    </StaffShell>
  );
}

function Screen() {
  const results = useResults();
  return results.opened.value === null ? <Class /> : <PaperView />;
}

function Class() {
  const results = useResults();
  const { texts, page, isOffline } = results.staff;
  const { t } = texts;
  const statistics = results.statistics.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <>
      <a class="skip-link" href="#students">
        {t('skipToStudents')}
      </a>
      <header class="head">
        <h1 tabIndex={-1} ref={heading}>
          {t('title')}: <span dir="auto">{page.exam?.name}</span>
        </h1>
        <nav class="no-print" aria-label={t('parts')}>
          <a class="button quiet" href="#class">
            {t('classTitle')}
          </a>
          <a class="button quiet" href="#questions">
            {t('questionsTitle')}
          </a>
          <a class="button quiet" href="#students">
            {t('studentsTitle')}
          </a>
          <button type="button" class="button" onClick={() => window.print()}>
            {t('print')}
          </button>
        </nav>
        {isOffline.value && <p role="status">{t('offline')}</p>}
        {page.anonymous && <p class="hint">{t('anonymousNote')}</p>}
      </header>
      <main class="class">
        {statistics.kind === 'here' ? (
          <>
            <ClassSection statistics={statistics.value} />
            {statistics.value.questions && <QuestionSection questions={statistics.value.questions} />}
          </>
        ) : (
          <p class="sheet" role="status">
            {t(statistics.kind === 'loading' ? 'loading' : 'statisticsFailed')}
          </p>
        )}
        <Students />
      </main>
    </>
  );
}
