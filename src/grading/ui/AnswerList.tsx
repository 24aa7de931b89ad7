import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useStaff } from '../../staff/ui/context';
import { scrolledTo, spanOf } from '../windowing';
import { type Item, whoOf } from '../wire';
import { nameOf, pointsWords, stateWords } from '../words';
import { useGrading } from './context';
import { Sign } from './Sign';

/** As the style sheet has it. */
const ROW = 52;

/** All answers of the question that are shown; only those in sight are drawn. */
export function AnswerList({ onChosen }: { readonly onChosen?: () => void }) {
  const grading = useGrading();
  const { t } = useStaff().texts;
  const { answers } = grading;
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  const items = answers.shown.value;
  const place = answers.place.value;
  const { first, end } = spanOf(top.value, height.value, ROW, items.length);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element || place < 0) return;
    height.value = element.clientHeight || 600;
    element.scrollTop = scrolledTo(place, element.scrollTop, height.peek(), ROW);
    top.value = element.scrollTop;
  }, [place, items.length]);

  const onKey = (event: KeyboardEvent) => {
    const last = items.length - 1;
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const item = items[Math.min(last, Math.max(0, to))];
    if (item) grading.walk.go(whoOf(item));
  };

  if (items.length === 0) return <p class="hint list-empty">{t(answers.isWhole.value ? 'noneShown' : 'loading')}</p>;
  return (
    <div
      ref={box}
      class="answer-list"
      role="listbox"
      tabIndex={0}
      id="answers"
      aria-label={t('answers')}
      aria-describedby="answers-hint"
      aria-activedescendant={place >= 0 ? `option-${place}` : undefined}
      onKeyDown={onKey}
      onScroll={(event) => {
        top.value = event.currentTarget.scrollTop;
        height.value = event.currentTarget.clientHeight;
      }}
    >
      <div class="answer-rows" role="presentation" style={{ blockSize: `${items.length * ROW}px` }}>
        {items.slice(first, end).map((item, index) => (
          <Row
            key={whoOf(item)}
            item={item}
            index={first + index}
            count={items.length}
            isCurrent={first + index === place}
            onChoose={() => {
              grading.walk.go(whoOf(item));
              onChosen?.();
            }}
          />
        ))}
        {place >= 0 && (place < first || place >= end) && (
          <Row item={items[place] as Item} index={place} count={items.length} isCurrent onChoose={() => undefined} />
        )}
      </div>
      <span id="answers-hint" class="visually-hidden">
        {t('listHint')}
      </span>
    </div>
  );
}

interface RowProps {
  readonly item: Item;
  readonly index: number;
  readonly count: number;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

function Row({ item, index, count, isCurrent, onChoose }: RowProps) {
  const { answers, isOverall } = useGrading();
  const { texts } = useStaff();
  const standing = answers.standing(item);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      class="answer-row"
      role="option"
      id={`option-${index}`}
      aria-selected={isCurrent}
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ insetBlockStart: `${index * ROW}px` }}
      onClick={onChoose}
    >
      <span class="row-name">
        <bdi>{nameOf(item, texts)}</bdi>
      </span>
      <span class={`row-state ${standing}`}>
        <Sign name={standing} />{' '}
        {isOverall && standing === 'ungraded' ? texts.t('noComment') : stateWords(standing, texts)}
      </span>
      {item.points !== null && !isOverall && (
        <span class="row-points">{pointsWords(item.points, item.maxPoints, texts)}</span>
      )}
    </div>
  );
}
