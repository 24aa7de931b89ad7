import { useStaff } from '../../staff/ui/context';
import type { Filter } from '../answers';
import { type GradedQuestion, OVERALL, toGrade } from '../wire';
import { useGrading } from './context';

const FILTERS: readonly (readonly [Filter, string])[] = [
  ['all', 'filterAll'],
  ['ungraded', 'filterUngraded'],
  ['stale', 'filterStale'],
];

/** Which question, and which of its answers. */
export function Toolbar() {
  const grading = useGrading();
  const { t } = useStaff().texts;
  const { answers, progress } = grading;
  return (
    <div class="toolbar">
      <label class="toolbar-question">
        <span>{t('question')}</span>
        <select
          class="text-field"
          id="question"
          value={answers.questionId.value}
          onChange={(event) => void grading.openQuestion(event.currentTarget.value)}
        >
          {progress.questions.value.map((question) => (
            <option key={question.questionId} value={question.questionId}>
              {questionWords(question, t)}
            </option>
          ))}
          {!grading.isOneQuestion && <option value={OVERALL}>{t('overallChoice')}</option>}
        </select>
      </label>
      <fieldset class="filters">
        <legend>{t('show')}</legend>
        {FILTERS.filter(([filter]) => !grading.isOverall || filter !== 'stale').map(([filter, words]) => (
          <button
            key={filter}
            type="button"
            class="button filter"
            aria-pressed={answers.filter.value === filter}
            onClick={() => grading.walk.show(filter)}
          >
            {t(words, { count: answers.countOf(filter) })}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function questionWords(question: GradedQuestion, t: ReturnType<typeof useStaff>['texts']['t']): string {
  const { graded, index } = question;
  const waiting = toGrade(question);
  const key = waiting > 0 ? 'questionChoice' : graded > 0 ? 'questionChoiceDone' : 'questionChoiceMachine';
  const whole = question.title ?? '';
  const title = whole.length > 60 ? `${whole.slice(0, 59)}…` : whole;
  return t(key, { number: index + 1, title: `\u2068${title}\u2069`, count: waiting });
}
