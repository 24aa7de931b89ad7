import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { takesAnswer } from '../questions/registry';
import type { Question } from '../server/wire';
import { Icon } from './Icon';
import { useAnswers, useMoves, usePlace, useTexts } from './player';
import { QuestionLink } from './QuestionLink';
import { questionName, questionNumber } from './question-names';

/** So many squares at most: of a longer exam a part is shown, which the student can choose. */
const PART = 100;

interface NavigatorProps {
  /** Shows titles and states in words. */
  readonly isOpen: Signal<boolean>;
}

/** Every question as a numbered square with its state; each leads to its question. Opened, it has their titles too. */
export function Navigator({ isOpen }: NavigatorProps) {
  const place = usePlace();
  const answers = useAnswers();
  const moves = useMoves();
  const texts = useTexts();
  const chosen = useSignal<number | null>(null);
  const { questions, index } = place;
  const all = questions.value;
  // With linear navigation the questions to come are known by their number alone.
  const later = answers.isLinear ? Math.max(0, answers.progress.value.total - all.filter(takesAnswer).length) : 0;
  const count = all.length + later;
  const parts = Math.ceil(count / PART);
  const part = Math.min(chosen.value ?? Math.floor(index.value / PART), parts - 1);
  const list = useRef<HTMLOListElement>(null);
  const isReviewing = moves.view.value === 'review';
  const isLast = index.value === all.length - 1;
  useEffect(() => {
    chosen.value = null;
  }, [index.value]);
  useLayoutEffect(() => showCurrent(list.current), [index.value, part, isOpen.value]);
  /** How many of the first so many have a number. */
  const numbered = (first: number) => all.slice(0, first).filter(takesAnswer).length + Math.max(0, first - all.length);
  const square = (number: number) => texts.t('questionSquare', { number });
  const shown = Array.from({ length: Math.min(PART, count - part * PART) }, (_, i) => part * PART + i);
  return (
    <nav
      class={isOpen.value ? 'navigator open' : 'navigator'}
      aria-label={texts.t('navigator')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isOpen.value) close(isOpen);
      }}
    >
      <div class="navigator-body">
        {parts > 1 && (
          <select
            aria-label={texts.t('navigatorPart')}
            value={part}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            {Array.from({ length: parts }, (_, i) => (
              <option key={i} value={i}>
                {`${square(numbered(i * PART) + 1)} – ${square(numbered(Math.min((i + 1) * PART, count)))}`}
              </option>
            ))}
          </select>
        )}
        <ol ref={list} id="navigator-list">
          {shown.map((at) => {
            const question = all[at];
            return (
              <li key={question?.id ?? at}>
                {question ? (
                  <Square question={question} onGo={() => (isOpen.value = false)} />
                ) : (
                  <NotReached number={numbered(at + 1)} />
                )}
              </li>
            );
          })}
        </ol>
        {!isReviewing && !isLast && (
          <button
            type="button"
            class="button navigator-review"
            onClick={() => {
              isOpen.value = false;
              moves.review();
            }}
          >
            {texts.t('review')}
          </button>
        )}
      </div>
    </nav>
  );
}

/** Opens and closes the navigator, from the bar. */
export function NavigatorToggle({ isOpen }: NavigatorProps) {
  const texts = useTexts();
  return (
    <button
      type="button"
      id="navigator-toggle"
      class="button navigator-toggle"
      aria-expanded={isOpen.value}
      aria-controls="navigator-list"
      onClick={() => {
        isOpen.value = !isOpen.value;
      }}
    >
      <Icon name="list" />
      <span class="when-wide">{texts.t('navigator')}</span>
    </button>
  );
}

function close(isOpen: Signal<boolean>): void {
  isOpen.value = false;
  document.getElementById('navigator-toggle')?.focus();
}

/** Scrolls the list alone: scrolling the square into view would move the host's page too. */
function showCurrent(list: HTMLElement | null): void {
  const square = list?.querySelector('[aria-current]')?.getBoundingClientRect();
  const box = list?.getBoundingClientRect();
  if (!list || !square || !box) return;
  list.scrollLeft += beyond(square.left, square.right, box.left, box.right);
  list.scrollTop += beyond(square.top, square.bottom, box.top, box.bottom);
}

/** How far a square stands outside its box, with half a neighbour in view. */
function beyond(from: number, to: number, boxFrom: number, boxTo: number): number {
  const neighbour = (to - from) / 2;
  if (to + neighbour > boxTo) return to + neighbour - boxTo;
  return from - neighbour < boxFrom ? from - neighbour - boxFrom : 0;
}

function Square({ question, onGo }: { readonly question: Question; readonly onGo: () => void }) {
  const place = usePlace();
  const answers = useAnswers();
  const moves = useMoves();
  const texts = useTexts();
  const isCurrent = moves.view.value === 'question' && place.current.value?.id === question.id;
  const isAnswered = answers.draft(question.id).value.completed;
  const isFlagged = place.flags.value.has(question.id);
  const state = !takesAnswer(question) ? 'read' : isAnswered ? 'answered' : 'unanswered';
  const label = { read: 'stateRead', answered: 'stateAnswered', unanswered: 'stateUnanswered' } as const;
  const all = place.questions.value;
  const number = questionNumber(all, question);
  const words = (
    <>
      <span class="square" aria-hidden="true">
        {number === null ? <Icon name="text" /> : texts.t('questionSquare', { number })}
        {isAnswered && number !== null && <Icon name="answered" />}
        {isFlagged && <Icon name="flag" />}
      </span>
      <span class="square-words">
        <span class="square-name">{questionName(all, question, texts)}</span>
        {number !== null && question.title && (
          <>
            <span class="visually-hidden">: </span>
            <span class="square-title">
              <bdi>{question.title}</bdi>
            </span>
          </>
        )}
        <span class="visually-hidden">, </span>
        <span class="square-state">
          {texts.t(label[state])}
          {isFlagged && ` · ${texts.t('stateFlagged')}`}
        </span>
      </span>
    </>
  );
  const kind = `square-link ${state}`;
  if (answers.isLinear) {
    return (
      <span class={kind} aria-current={isCurrent ? 'step' : undefined}>
        {words}
      </span>
    );
  }
  return (
    <QuestionLink questionId={question.id} class={kind} isCurrent={isCurrent} onGo={onGo}>
      {words}
    </QuestionLink>
  );
}

/** A question that the student has not reached. */
function NotReached({ number }: { readonly number: number }) {
  const texts = useTexts();
  return (
    <span class="square-link later">
      <span class="square" aria-hidden="true">
        {texts.t('questionSquare', { number })}
      </span>
      <span class="square-words">
        <span class="square-name">{texts.t('questionShort', { number })}</span>
        <span class="visually-hidden">, </span>
        <span class="square-state">{texts.t('stateLater')}</span>
      </span>
    </span>
  );
}
