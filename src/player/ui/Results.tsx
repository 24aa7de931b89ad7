import { useEffect, useState } from 'preact/hooks';
import { backoff, pause } from '../backoff';
import type { ResultProps } from '../question-type';
import { takesAnswer } from '../question-types';
import type { AnswerValue, QuestionResult, StudentResult } from '../wire';
import { Html } from './Html';
import { Icon } from './Icon';
import { usePlayer } from './player';
import { questionName } from './question-names';
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

/** The student's own result: their answers with right or wrong and points. Asks until the server has made it up; nothing where the exam shows none. */
export default function Results() {
  const { session, texts } = usePlayer();
  const [result, setResult] = useState<StudentResult | 'waiting' | 'none'>('waiting');
  useEffect(() => {
    const gone = new AbortController();
    void (async () => {
      for (let failures = 1; !gone.signal.aborted; failures += 1) {
        const reply = await session.api.result();
        if (gone.signal.aborted) return;
        if (reply.ok) return setResult(reply.body);
        if (reply.status === 404 || reply.status === 410) return setResult('none');
        await pause(backoff(failures, reply.retryAfterMs), gone.signal);
      }
    })();
    return () => gone.abort();
  }, []);
  if (result === 'none') return null;
  if (result === 'waiting') return <p role="status">{texts.t('resultWaiting')}</p>;
  const { points, maxPoints, needsGrading } = result.score;
  return (
    <section class="results" aria-labelledby="results-heading">
      <h2 id="results-heading">{texts.t('resultTitle')}</h2>
      <p class="results-score" role="status">
        {texts.t('resultScore', { points, count: maxPoints })}
      </p>
      {needsGrading && <p>{texts.t('resultNeedsGrading')}</p>}
      {result.questions.map((question) => {
        const answer = result.answers[question.id];
        if (!takesAnswer(question) || !answer) return null;
        const heading = `result-${question.id}`;
        return (
          <article key={question.id} class="result" aria-labelledby={heading}>
            <h3 id={heading}>
              {questionName(result.questions, question, texts)}
              {question.title && (
                <>
                  : <span dir="auto">{question.title}</span>
                </>
              )}
            </h3>
            <Verdict answer={answer} />
            {question.description && <Html class="prose" html={question.description} />}
            <Shown question={question} answer={answer} heading={heading} />
          </article>
        );
      })}
    </section>
  );
}

function Verdict({ answer }: { readonly answer: QuestionResult }) {
  const { texts } = usePlayer();
  const { correct, points, maxPoints } = answer;
  const kind = points === null ? 'waiting' : correct === null ? 'judged' : correct ? 'right' : 'wrong';
  const icon = { waiting: 'clock', judged: 'text', right: 'answered', wrong: 'wrong' } as const;
  const label = {
    waiting: 'resultWaits',
    judged: 'resultUnanswered',
    right: 'resultRight',
    wrong: 'resultWrong',
  } as const;
  return (
    <p class={`verdict ${kind}`}>
      <Icon name={icon[kind]} />
      <strong>{texts.t(label[kind])}</strong>
      <span>{texts.t('resultPoints', { points: points ?? '–', count: maxPoints })}</span>
    </p>
  );
}

interface ShownProps {
  readonly question: StudentResult['questions'][number];
  readonly answer: QuestionResult;
  readonly heading: string;
}

function Shown({ question, answer, heading }: ShownProps) {
  const { session, texts } = usePlayer();
  const Result = byName.get(question.type);
  if (answer.value === null) return <p class="hint">{texts.t('noAnswer')}</p>;
  if (!Result) return <p dir="auto">{asText(answer.value)}</p>;
  return (
    <div class="result-answer">
      <Result
        question={question}
        value={answer.value}
        valueHtml={answer.valueHtml ?? undefined}
        correct={answer.correct}
        readFile={(id) => session.api.readFile(id)}
        t={texts.forType(question.type)}
        locale={texts.locale}
        ids={{ heading, description: undefined, control: `result-control-${question.id}` }}
      />
    </div>
  );
}

function asText(value: AnswerValue): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}
