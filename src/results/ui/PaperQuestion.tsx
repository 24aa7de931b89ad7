import { Formula, Html } from '../../staff/ui/Html';
import type { PaperQuestion } from '../wire';
import { useResults } from './context';
import { pointsOf } from './Students';

/** One question of a paper: what was asked, what was answered, what it got, and what is right. */
export function PaperQuestionView({ question, number }: { readonly question: PaperQuestion; readonly number: number }) {
  const { texts } = useResults().staff;
  const { t } = texts;
  return (
    <li class="paper-question">
      <h2>
        {texts.number(number)}. <span dir="auto">{question.title}</span>
      </h2>
      {question.descriptionHtml && <Html html={question.descriptionHtml} class="prose" />}
      <dl>
        <dt>{t('answer')}</dt>
        <dd class="given">
          <Given question={question} />
        </dd>
        {question.keyText && (
          <>
            <dt>{t('rightAnswer')}</dt>
            <dd dir="auto">
              <RightAnswer question={question} />
            </dd>
          </>
        )}
        <dt>{t('points')}</dt>
        <dd>
          <Verdict question={question} />
        </dd>
        {question.comment && (
          <>
            <dt>{t('comment')}</dt>
            <dd>
              <Html html={question.comment} class="prose" />
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}

function RightAnswer({ question: { type, keyText } }: { readonly question: PaperQuestion }) {
  const { t } = useResults().staff.texts;
  if (type === 'formula') return <Formula latex={keyText ?? ''} />;
  return <>{type === 'true-false' ? t(keyText === 'true' ? 'true' : 'false') : keyText}</>;
}

/** The answer as it was given. */
function Given({ question: { type, value, valueHtml, text } }: { readonly question: PaperQuestion }) {
  const { t } = useResults().staff.texts;
  const lines = (typeof value === 'string' ? [value] : (value ?? [])).filter((line) => line.trim() !== '');
  if (lines.length === 0) return <em>{t('noAnswer')}</em>;
  if (valueHtml) return <Html html={valueHtml} class="prose" />;
  if (type === 'formula' || type === 'math-notebook')
    return (
      <>
        {lines.map((line, i) => (
          <p key={i}>
            <Formula latex={line} />
          </p>
        ))}
      </>
    );
  return (
    <>
      {type === 'picture-choice' && <Picture address={lines[0] ?? ''} name={text ?? ''} />}
      <p class="words" dir="auto">
        {type === 'true-false' ? t(text === 'true' ? 'true' : 'false') : text}
      </p>
    </>
  );
}

function Picture({ address, name }: { readonly address: string; readonly name: string }) {
  return /^(https:|data:image\/)/.test(address) ? <img class="picture" src={address} alt={name} /> : null;
}

function Verdict({ question }: { readonly question: PaperQuestion }) {
  const { texts } = useResults().staff;
  const { points, maxPoints, correct, needsGrading } = question;
  if (needsGrading || points === null) return <>{texts.t('waitsForGrading')}</>;
  const score = maxPoints === null ? texts.number(points) : pointsOf({ points, maxPoints }, texts);
  if (correct === null) return <>{score}</>;
  const { name, sign } = VERDICTS[correct ? 'right' : points > 0 ? 'partly' : 'wrong'];
  return (
    <>
      {score}{' '}
      <span class={`verdict ${name}`}>
        {sign} {texts.t(name)}
      </span>
    </>
  );
}

const VERDICTS = {
  right: { name: 'right', sign: '✓' },
  partly: { name: 'partlyRight', sign: '◐' },
  wrong: { name: 'wrong', sign: '✗' },
} as const;
