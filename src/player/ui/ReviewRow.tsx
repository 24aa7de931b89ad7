import { useMemo } from 'preact/hooks';
import type { Question } from '../server/wire';
import { wordsOf } from './answer-words';
import { AnswerShown, missingIn } from './answers';
import { Icon } from './Icon';
import { useAnswers, useOutbox, usePlace, useTexts } from './player';
import { QuestionLink } from './QuestionLink';
import { questionName, questionNumber } from './question-names';

/** So much of a question's text stands for a title that it has not. */
const TITLE = 90;

interface ReviewRowProps {
  readonly question: Question;
  readonly isLinked: boolean;
}

/** One question: its number, its title, the answer in a line or two, what is missing in it, and its flag. */
export function ReviewRow({ question, isLinked }: ReviewRowProps) {
  const place = usePlace();
  const outbox = useOutbox();
  const answers = useAnswers();
  const texts = useTexts();
  const { t } = texts;
  const all = place.questions.value;
  const { value } = answers.draft(question.id).value;
  const missing = useMemo(() => missingIn(question, value, texts), [value]);
  const title = useMemo(() => titleOf(question), [question]);
  const number = questionNumber(all, question) ?? 0;
  const isFlagged = place.flags.value.has(question.id);
  const isConflict = outbox.entry(question.id).conflict.value !== null;
  const name = questionName(all, question, texts);
  const label = title ? (
    <>
      <span class="visually-hidden">{name}: </span>
      <span dir="auto">{title}</span>
    </>
  ) : (
    name
  );
  return (
    <li class={value === null ? 'review-row open' : 'review-row'}>
      <span class="review-number" aria-hidden="true">
        {number.toLocaleString(texts.locale)}
      </span>
      <div class="review-what">
        {isLinked ? (
          <QuestionLink questionId={question.id} class="review-title">
            {label}
          </QuestionLink>
        ) : (
          <span class="review-title">{label}</span>
        )}
        <div class="review-answer">
          {value === null ? (
            <p class="review-missing">{t('stateUnanswered')}</p>
          ) : (
            <AnswerShown question={question} value={value} isBrief />
          )}
        </div>
        {missing && (
          <p class="review-missing">
            <Icon name="warning" />
            <span>{missing}</span>
          </p>
        )}
        {isConflict && (
          <p class="review-missing">
            <Icon name="warning" />
            <span>{t('reviewConflict')}</span>
          </p>
        )}
      </div>
      {isFlagged && (
        <p class="review-flag">
          <Icon name="flag" />
          {t('stateFlagged')}
        </p>
      )}
    </li>
  );
}

function titleOf({ title, description }: Question): string {
  if (title) return title;
  const words = description ? wordsOf(description) : '';
  return words.length > TITLE ? `${words.slice(0, TITLE).replace(/\s\S*$/, '')} …` : words;
}
