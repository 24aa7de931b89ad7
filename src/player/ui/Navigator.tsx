import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { takesAnswer } from '../question-types';
import type { Question } from '../wire';
import { Icon } from './Icon';
import { usePlayer } from './player';
import { QuestionLink } from './QuestionLink';
import { questionName } from './question-names';

/** So many rows at most: of a longer exam a part is shown, which the student can choose. */
const PART = 100;

/** Every question with its state, in shape and words; each leads to the question. */
export function Navigator() {
  const { session, texts } = usePlayer();
  const isOpen = useSignal(false);
  const chosen = useSignal<number | null>(null);
  const { questions, index } = session.place;
  const all = questions.value;
  const parts = Math.ceil(all.length / PART);
  const part = Math.min(chosen.value ?? Math.floor(index.value / PART), parts - 1);
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    chosen.value = null;
    showCurrent(list.current);
  }, [index.value]);
  const isReviewing = session.view.value === 'review';
  const isLast = index.value === all.length - 1;
  const partName = (some: readonly Question[]) =>
    [some[0], some[some.length - 1]].map((question) => question && questionName(all, question, texts)).join(' – ');
  return (
    <nav ref={list} class="navigator" aria-label={texts.t('navigator')}>
      <button
        type="button"
        class="button navigator-toggle"
        aria-expanded={isOpen.value}
        aria-controls="navigator-list"
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name="list" />
        {texts.t('navigator')}
      </button>
      <div id="navigator-list" class={isOpen.value ? 'navigator-list open' : 'navigator-list'}>
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
                {partName(all.slice(i * PART, (i + 1) * PART))}
              </option>
            ))}
          </select>
        )}
        <ol>
          {all.slice(part * PART, (part + 1) * PART).map((question) => (
            <li key={question.id}>
              <Row question={question} onGo={() => (isOpen.value = false)} />
            </li>
          ))}
        </ol>
        {!isReviewing && !isLast && (
          <button type="button" class="button" onClick={() => session.review()}>
            {texts.t('review')}
          </button>
        )}
      </div>
    </nav>
  );
}

/** Scrolls the list alone: scrolling the row into view would move the host's page too. */
function showCurrent(list: HTMLElement | null): void {
  const row = list?.querySelector('[aria-current]')?.getBoundingClientRect();
  const box = list?.getBoundingClientRect();
  if (!list || !row || !box) return;
  if (row.bottom > box.bottom) list.scrollTop += row.bottom - box.bottom;
  else if (row.top < box.top) list.scrollTop += row.top - box.top;
}

function Row({ question, onGo }: { readonly question: Question; readonly onGo: () => void }) {
  const { session, texts } = usePlayer();
  const isCurrent = session.view.value === 'question' && session.place.current.value?.id === question.id;
  const isAnswered = session.draft(question.id).value.completed;
  const isFlagged = session.place.flags.value.has(question.id);
  const state = !takesAnswer(question) ? 'read' : isAnswered ? 'answered' : 'unanswered';
  const icon = { read: 'text', answered: 'answered', unanswered: 'open' } as const;
  const label = { read: 'stateRead', answered: 'stateAnswered', unanswered: 'stateUnanswered' } as const;
  return (
    <QuestionLink questionId={question.id} class={`row ${state}`} isCurrent={isCurrent} onGo={onGo}>
      <Icon name={icon[state]} />
      <span class="row-text">
        <span class="row-name">{questionName(session.place.questions.value, question, texts)}</span>
        <span class="row-state">{texts.t(label[state])}</span>
      </span>
      {isFlagged && (
        <span class="row-flag">
          <Icon name="flag" />
          {texts.t('stateFlagged')}
        </span>
      )}
    </QuestionLink>
  );
}
