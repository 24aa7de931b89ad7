import { letterOf } from '../letters';
import type { Hint, QuestionStatistics } from '../wire';
import { useResults } from './context';
import { Options } from './Options';
import { Wide } from './Wide';

/** One question whole: its figures, what to look at, who chose what, what was answered. */
export function QuestionDetail({ question }: { readonly question: QuestionStatistics }) {
  const { texts } = useResults().staff;
  const { t } = texts;
  return (
    <section class="question-detail" aria-labelledby="question-detail-title" id="question-detail">
      <h3 id="question-detail-title" dir="auto">
        {texts.number(question.number)}. {question.title}
      </h3>
      <Hints question={question} />
      <dl class="figures">
        <Figure name={t('difficulty')} value={question.p} digits={2} />
        <Figure name={t('discrimination')} value={question.itemRest} digits={2} />
        <Figure name={t('meanPoints')} value={question.mean} digits={2} of={question.maxPoints} />
        <Figure name={t('answered')} value={question.answered} digits={0} of={question.n} />
      </dl>
      {question.itemRest === null && <p class="hint">{t('noDiscrimination')}</p>}
      {question.options ? <Options question={question} /> : <Answers question={question} />}
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number | null;
  readonly digits: number;
  readonly of?: number | null;
}

export function Figure({ name, value, digits, of = null }: FigureProps) {
  const { texts } = useResults().staff;
  const number = value === null ? '–' : texts.number(value, digits);
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value !== null && of !== null ? texts.t('ofAll', { part: number, whole: texts.number(of, 2) }) : number}</dd>
    </div>
  );
}

/** The reasons to look at a question again, in sentences. */
export function Hints({ question }: { readonly question: QuestionStatistics }) {
  const { texts } = useResults().staff;
  if (question.hints.length === 0) return null;
  return (
    <ul class="hints">
      {question.hints.map((hint) => (
        <li key={`${hint.kind} ${hint.option}`} class={hint.kind === 'unused' ? 'mild' : ''}>
          {sentence(hint, texts.t)}
        </li>
      ))}
    </ul>
  );
}

const SENTENCES = {
  key: 'hintKey',
  'draws-strong': 'hintDrawsStrong',
  negative: 'hintNegative',
  unused: 'hintUnused',
} as const;

export function sentence(hint: Hint, t: (key: string, values?: Record<string, string>) => string): string {
  return t(SENTENCES[hint.kind], { option: hint.option === null ? '' : letterOf(hint.option) });
}

/** The answers that were given most often. */
function Answers({ question }: { readonly question: QuestionStatistics }) {
  const { texts } = useResults().staff;
  const { t } = texts;
  if (!question.answers) return null;
  return (
    <Wide name={t('answersTitle')}>
      <table class="answers">
        <caption>{t('answersTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('students')}</th>
            <th scope="col">{t('meanPoints')}</th>
          </tr>
        </thead>
        <tbody>
          {question.answers.map((answer) => (
            <tr key={answer.text}>
              <th scope="row" dir="auto">
                {answer.text}
              </th>
              <td>{texts.number(answer.sessions)}</td>
              <td>{texts.number(answer.meanPoints, 2)}</td>
            </tr>
          ))}
          {(question.otherAnswers ?? 0) > 0 && (
            <tr>
              <th scope="row">{t('otherAnswers')}</th>
              <td>{texts.number(question.otherAnswers ?? 0)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </Wide>
  );
}
