import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ResultProps } from '../questions/contract';
import { takesAnswer } from '../questions/registry';
import type { QuestionResult, StudentResult } from '../server/result';
import type { Question } from '../server/wire';
import { Html } from './Html';
import { Icon } from './Icon';
import { useApi, useTexts } from './player';
import { questionName } from './question-names';
import { useUntilReady } from './use-until-ready';
import '../styles/results.css';

const modules = import.meta.glob<{ default: preact.ComponentType<ResultProps> }>(
  '../../../question-types/*/results.tsx',
  { eager: true },
);

const byName = new Map(
  Object.entries(modules).map(([path, module]) => [path.split('/').slice(-2)[0] ?? '', module.default] as const),
);

/** The short names of all types that show a result. */
export function resultTypeNames(): string[] {
  return [...byName.keys()];
}

const NOT_HERE = { waiting: 'resultWaiting', offline: 'enterRetrying', later: 'resultLater' } as const;

interface ResultsProps {
  /** The student asked for it here: the reading begins at its heading. */
  readonly takesFocus: boolean;
}

/**
 * The student's own result, as far as the exam shows it. Asks until the server has it ready, and says so where it comes
 * later; nothing where the exam shows none.
 */
export default function Results({ takesFocus }: ResultsProps) {
  const api = useApi();
  const { t } = useTexts();
  const result = useUntilReady(() => api.result());
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  if (result === 'none') return null;
  const isHere = typeof result === 'object';
  return (
    <section class="results" aria-labelledby="results-heading">
      <h2 id="results-heading" ref={heading} tabIndex={-1}>
        {t('resultTitle')}
      </h2>
      {/* Here before the score is: only then is it said aloud when it comes. */}
      <div role="status">{isHere ? <Score result={result} /> : <p>{t(NOT_HERE[result])}</p>}</div>
      {isHere && <Said heading="resultCommentOverall" html={result.comment} />}
      {isHere && result.questions.map((question) => <Judged key={question.id} question={question} result={result} />)}
    </section>
  );
}

function Score({ result }: { readonly result: StudentResult }) {
  const { t } = useTexts();
  if (!result.score) return null;
  const { points, maxPoints, needsGrading, label, passed } = result.score;
  const waiting = sumOf(Object.values(result.answers).filter((answer) => answer.points === null));
  const judged = Math.round((maxPoints - waiting) * 10_000) / 10_000;
  const isPartial = waiting > 0 || (needsGrading && !result.shown.includes('points'));
  return (
    <>
      {judged > 0 && (
        <p class="results-score">{t(isPartial ? 'resultSoFar' : 'resultScore', { points, count: judged })}</p>
      )}
      {(label !== null || passed !== null) && (
        <p class="results-mark">
          {label !== null && <strong dir="auto">{label}</strong>}
          {passed !== null && <span>{t(passed ? 'resultPassed' : 'resultFailed')}</span>}
        </p>
      )}
      {waiting > 0 && <p class="results-waiting">{t('resultToMark', { count: waiting })}</p>}
      {needsGrading && waiting === 0 && <p>{t('resultNeedsGrading')}</p>}
    </>
  );
}

/** Points have at most four places: a sum of tenths is a tenth. */
function sumOf(answers: readonly QuestionResult[]): number {
  return Math.round(answers.reduce((sum, { maxPoints }) => sum + (maxPoints ?? 0), 0) * 10_000) / 10_000;
}

interface JudgedProps {
  readonly question: Question;
  readonly result: StudentResult;
}

/** One question, what was answered, what became of it, and what was said of it. */
function Judged({ question, result }: JudgedProps) {
  const texts = useTexts();
  const answer = result.answers[question.id];
  if (!takesAnswer(question) || !answer) return null;
  const heading = `result-${question.id}`;
  return (
    <article class="result" aria-labelledby={heading}>
      <h3 id={heading}>
        {questionName(result.questions, question, texts)}
        {question.title && (
          <>
            : <bdi>{question.title}</bdi>
          </>
        )}
      </h3>
      <Verdict answer={answer} shown={result.shown} />
      {question.description && <Html class="prose" html={question.description} />}
      {result.shown.includes('answers') && <Shown question={question} answer={answer} heading={heading} />}
      <Said heading="resultComment" html={answer.comment} />
      {answer.feedback.length > 0 && (
        <Aside heading="resultFeedback">
          {answer.feedback.map((html) => (
            <Html key={html} class="prose" html={html} />
          ))}
        </Aside>
      )}
      {answer.key && (
        <Aside heading="resultKey">
          <p class="written" dir="auto">
            {answer.key}
          </p>
        </Aside>
      )}
      {answer.modelAnswer && (
        <Aside heading="resultModelAnswer">
          <Html class="prose" html={answer.modelAnswer} />
        </Aside>
      )}
    </article>
  );
}

/** A teacher's own words; nothing without any. */
function Said({ heading, html }: { readonly heading: string; readonly html: string | null }) {
  return html ? (
    <Aside heading={heading} kind="said">
      <Html class="prose" html={html} />
    </Aside>
  ) : null;
}

interface AsideProps {
  readonly heading: string;
  readonly kind?: 'said';
  readonly children: ComponentChildren;
}

/** What others say of an answer, apart from it and under a name of its own. */
function Aside({ heading, kind, children }: AsideProps) {
  const { t } = useTexts();
  return (
    <div class={`result-aside${kind ? ` ${kind}` : ''}`}>
      <p class="result-aside-name">{t(heading)}</p>
      {children}
    </div>
  );
}

const VERDICTS = {
  right: { icon: 'answered', text: 'resultRight' },
  partly: { icon: 'open', text: 'resultPartly' },
  wrong: { icon: 'wrong', text: 'resultWrong' },
  waiting: { icon: 'clock', text: 'resultWaits' },
  unanswered: { icon: 'open', text: 'resultUnanswered' },
  removed: { icon: 'open', text: 'resultRemoved' },
} as const;

/** Null where the result shows only how many points there are. */
function verdictOf(answer: QuestionResult, shown: StudentResult['shown']): keyof typeof VERDICTS | null {
  const { value, correct, points, share, removed } = answer;
  const waits = answer.needsGrading || (points === null && shown.includes('points'));
  if (removed) return 'removed';
  if (!shown.includes('answers')) return waits ? 'waiting' : null;
  if (value === null) return 'unanswered';
  if (waits) return 'waiting';
  if (correct === null || isBlank(value)) return 'unanswered';
  if (share) return correct ? 'right' : 'partly';
  return 'wrong';
}

/** An empty list is none: it says that nothing applies. */
function isBlank(value: string | readonly string[]): boolean {
  return value.length > 0 ? [value].flat().every((text) => text.trim() === '') : value === '';
}

interface VerdictProps {
  readonly answer: QuestionResult;
  readonly shown: StudentResult['shown'];
}

function Verdict({ answer, shown }: VerdictProps) {
  const texts = useTexts();
  const { points, maxPoints } = answer;
  const verdict = verdictOf(answer, shown);
  const most = { count: maxPoints ?? 0 };
  const hasPoints = maxPoints !== null && maxPoints > 0;
  if (!verdict && !hasPoints) return null;
  return (
    <p class={`verdict ${verdict ?? ''}`}>
      {verdict && (
        <>
          <Icon name={VERDICTS[verdict].icon} />
          <strong>{texts.t(VERDICTS[verdict].text)}</strong>
        </>
      )}
      {hasPoints && (
        <span>
          {points === null
            ? texts.t('points', most)
            : texts.t('resultPoints', { ...most, points: new Intl.NumberFormat(texts.locale).format(points) })}
        </span>
      )}
    </p>
  );
}

interface ShownProps {
  readonly question: Question;
  readonly answer: QuestionResult;
  readonly heading: string;
}

function Shown({ question, answer, heading }: ShownProps) {
  const api = useApi();
  const texts = useTexts();
  const Result = byName.get(question.type);
  if (answer.value === null) return <p class="hint">{texts.t('noAnswer')}</p>;
  if (!Result) {
    return (
      <p class="written" dir="auto">
        {typeof answer.value === 'string' ? answer.value : answer.value.join(texts.t('listComma'))}
      </p>
    );
  }
  return (
    <div class="result-answer">
      <Result
        question={question}
        value={answer.value}
        valueHtml={answer.valueHtml ?? undefined}
        correct={answer.correct}
        readFile={(id) => api.readFile(id)}
        t={texts.forType(question.type)}
        locale={texts.locale}
        ids={{ heading, description: undefined, control: `result-control-${question.id}` }}
      />
    </div>
  );
}
