import { useLayoutEffect, useRef } from 'preact/hooks';
import { useStaff } from '../../staff/ui/context';
import { Formula, Html } from '../../staff/ui/Html';
import type { AnswerForm, GradedQuestion, Item } from '../wire';
import { gradedBy, nameOf, stateWords } from '../words';
import { useGrading } from './context';
import { Files } from './Files';
import { Sign } from './Sign';

/** The answer that is graded, with the question above it. */
export function AnswerView({ item, onLift }: { readonly item: Item; readonly onLift: () => void }) {
  const staff = useStaff();
  const { answers, question, isOverall } = useGrading();
  const { t } = staff.texts;
  const standing = answers.standing(item);
  return (
    <section class="answer sheet" aria-labelledby="answer-title">
      <div class="answer-head">
        <h2 id="answer-title" tabIndex={-1}>
          <bdi>{nameOf(item, staff.texts)}</bdi>
        </h2>
        <p class="hint">
          {t('place', { place: answers.place.value + 1, total: answers.shown.value.length })}
          {item.words !== null && !isOverall && ` · ${t('words', { count: item.words })}`}
        </p>
        <p class={`row-state ${standing}`}>
          <Sign name={standing} />{' '}
          {item.grade && standing !== 'conflict' && standing !== 'stale'
            ? gradedBy(item.grade, staff.texts)
            : stateWords(standing, staff.texts)}
        </p>
        {item.paper !== null && staff.page.rights.manage && (
          <button type="button" class="button quiet lift" aria-haspopup="dialog" onClick={onLift}>
            {t('lift')}
          </button>
        )}
      </div>
      {question.value && <QuestionText question={question.value} />}
      {!isOverall && (
        <div class="answer-body" key={`${item.sessionId ?? item.paper} ${item.digest}`}>
          <h3 class="visually-hidden">{t('answer')}</h3>
          <Answer item={item} form={question.value?.answerForm ?? 'text'} />
          {item.files.length > 0 && <Files files={item.files} />}
        </div>
      )}
    </section>
  );
}

function QuestionText({ question }: { readonly question: GradedQuestion }) {
  const { t } = useStaff().texts;
  return (
    <div class="question-texts">
      {question.descriptionHtml && (
        <details class="question-text">
          <summary>{t('theQuestion')}</summary>
          <Html class="prose" html={question.descriptionHtml} />
        </details>
      )}
      {(question.modelAnswerHtml || question.keyText) && (
        <details class="question-text">
          <summary>{t(question.modelAnswerHtml ? 'modelAnswer' : 'key')}</summary>
          {question.modelAnswerHtml && <Html class="prose" html={question.modelAnswerHtml} />}
          {question.keyText && (
            <p class="written" dir="auto">
              {question.keyText}
            </p>
          )}
        </details>
      )}
    </div>
  );
}

/** What was answered, as it was written. */
function Answer({ item, form }: { readonly item: Item; readonly form: AnswerForm }) {
  const { t } = useStaff().texts;
  const element = useRef<HTMLDivElement>(null);
  // The next answer begins at its top.
  useLayoutEffect(() => element.current?.scrollTo?.({ top: 0 }), []);
  const lines = linesOf(item.value);
  const isEmpty = (item.text ?? '').trim() === '' && lines.length === 0 && !item.valueHtml;
  if (isEmpty && item.files.length === 0) return <p class="hint">{t('noAnswer')}</p>;
  if (form === 'file' && item.files.length > 0) return null;
  if (item.valueHtml) return <Html class="prose written-html" html={item.valueHtml} />;
  if (form === 'formula')
    return (
      <div class="formulas" ref={element}>
        {lines.map((latex, index) => (
          <p key={index}>
            <Formula latex={latex} />
          </p>
        ))}
      </div>
    );
  if (form === 'list' && lines.length > 1)
    return (
      <ol class="entries">
        {lines.map((line, index) => (
          <li key={index} dir="auto">
            {line}
          </li>
        ))}
      </ol>
    );
  return (
    <div class="prose written" dir="auto" ref={element}>
      {form === 'text' && lines.length === 1 ? lines[0] : item.text}
    </div>
  );
}

function linesOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((line): line is string => typeof line === 'string' && line.trim() !== '');
}
