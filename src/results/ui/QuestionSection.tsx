import { useLayoutEffect } from 'preact/hooks';
import type { QuestionStatistics } from '../wire';
import { useResults } from './context';
import { Hints, QuestionDetail } from './QuestionDetail';
import { QuestionPlot } from './QuestionPlot';
import { Wide } from './Wide';

/** What each question tells: a plot, the same as a table, and one question whole. */
export function QuestionSection({ questions }: { readonly questions: readonly QuestionStatistics[] }) {
  const results = useResults();
  const { texts, spoken } = results.staff;
  const { t } = texts;
  const chosen = questions.find(({ questionId }) => questionId === results.chosen.value);
  useLayoutEffect(() => {
    if (chosen) spoken.value = t('chosenQuestion', { number: texts.number(chosen.number), title: chosen.title });
  }, [chosen]);
  return (
    <section class="sheet" aria-labelledby="questions-title" id="questions">
      <h2 id="questions-title">{t('questionsTitle')}</h2>
      <div class="question-parts">
        <figure>
          <QuestionPlot questions={questions} />
          <figcaption>
            {t('plotCaption')} <span id="plot-keys">{t('plotKeys')}</span>
          </figcaption>
          <Unplaced questions={questions} />
        </figure>
        <div class="question-place">
          {chosen ? <QuestionDetail question={chosen} /> : <p class="hint no-print">{t('choosePoint')}</p>}
        </div>
      </div>
      <QuestionTable questions={questions} />
      <p class="ways no-print">
        <button type="button" class="button" onClick={() => void results.download(document)}>
          {t('downloadCsv')}
        </button>
      </p>
    </section>
  );
}

/** Questions without a place in the plot, and why. */
function Unplaced({ questions }: { readonly questions: readonly QuestionStatistics[] }) {
  const { texts } = useResults().staff;
  const left = questions.filter(({ p, itemRest }) => p === null || itemRest === null);
  if (left.length === 0) return null;
  return (
    <p class="hint">{texts.t('unplaced', { questions: texts.list(left.map(({ number }) => texts.number(number))) })}</p>
  );
}

function QuestionTable({ questions }: { readonly questions: readonly QuestionStatistics[] }) {
  const results = useResults();
  const { texts } = results.staff;
  const { t } = texts;
  const figure = (value: number | null) => (value === null ? '–' : texts.number(value, 2));
  return (
    <Wide name={t('questionTable')}>
      <table class="questions">
        <caption>{t('questionTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('question')}</th>
            <th scope="col">{t('students')}</th>
            <th scope="col">{t('difficulty')}</th>
            <th scope="col">{t('discrimination')}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.questionId}>
              <th scope="row">
                <button
                  type="button"
                  class="linklike"
                  aria-pressed={results.chosen.value === question.questionId}
                  onClick={() => {
                    results.chosen.value = question.questionId;
                  }}
                >
                  {texts.number(question.number)}. <span dir="auto">{question.title}</span>
                </button>
                <Hints question={question} />
              </th>
              <td>{texts.number(question.n)}</td>
              <td>{figure(question.p)}</td>
              <td>{figure(question.itemRest)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
