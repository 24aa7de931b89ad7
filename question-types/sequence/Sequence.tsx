import { type AnswerValue, type AssessmentProps, Html, textsSetting, useFocusAfter } from '@examlet/player';
import { drag, keepStill } from '@examlet/player/lazy';
import { useRef, useState } from 'preact/hooks';
import { landing, moved, orderOf } from './order';
import './assessment.css';

interface Grabbed {
  readonly option: string;
  readonly before: AnswerValue;
}

/** Entries to be put in order, by dragging, by buttons or by keys. */
export default function Sequence({ question, value, onChange, disabled, t, locale, ids }: AssessmentProps) {
  const options = textsSetting(question, 'options');
  const html = textsSetting(question, 'optionsHtml');
  const order = orderOf(value, options);
  const list = useRef<HTMLOListElement>(null);
  const focusAfter = useFocusAfter();
  const [grabbed, grab] = useState<Grabbed | null>(null);
  const [said, say] = useState<{ option?: string; text: string }>({ text: '' });
  const idOf = (option: string) => `${ids.control}-${options.indexOf(option)}`;
  const htmlOf = (option: string) => html[options.indexOf(option)] ?? '';
  const tell = (next: AnswerValue) => onChange(next, { immediate: true });

  const place = (option: string, to: number, focused?: string) => {
    if (disabled || to < 0 || to >= order.length) return;
    if (focused) focusAfter(focused);
    tell(moved(order, order.indexOf(option), to));
    say({ option, text: t('position', { position: to + 1, total: order.length }) });
  };
  const toggle = (option: string) => {
    const isDropped = grabbed?.option === option;
    grab(isDropped ? null : { option, before: value });
    say({ option, text: t(isDropped ? 'putDown' : 'pickedUp') });
  };
  const onGripKey = (event: KeyboardEvent, option: string) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (grabbed?.option !== option || (!step && event.key !== 'Escape')) return;
    event.preventDefault();
    if (step) return place(option, order.indexOf(option) + step, `${idOf(option)}-grip`);
    event.stopPropagation();
    grab(null);
    focusAfter(`${idOf(option)}-grip`);
    tell(grabbed.before);
    say({ option, text: t('putBack') });
  };
  const onPointerDown = (event: PointerEvent, from: number) => {
    const target = event.target as Element;
    const rows = [...(list.current?.children ?? [])] as HTMLElement[];
    const row = rows[from];
    if (disabled || !row || target.closest('.sequence-step')) return;
    let boxes: DOMRect[] = [];
    let to = from;
    drag(event, !target.closest('.sequence-grip'), {
      start() {
        boxes = rows.map((each) => each.getBoundingClientRect());
        row.dataset['dragged'] = '';
        list.current?.classList.add('sequence-moving');
      },
      move(_x, _y, _dx, dy) {
        to = landing(boxes, from, dy);
        const room = (boxes[1]?.top ?? 0) - (boxes[0]?.bottom ?? 0) + (boxes[from]?.height ?? 0);
        rows.forEach((each, at) => {
          const shift = Number(at < from && at >= to) - Number(at > from && at <= to);
          each.style.transform = `translateY(${at === from ? dy : shift * room}px)`;
        });
      },
      end(isDropped) {
        for (const each of rows) each.style.transform = '';
        delete row.dataset['dragged'];
        list.current?.classList.remove('sequence-moving');
        const option = order[from];
        if (isDropped && to !== from && option !== undefined) place(option, to);
      },
    });
  };

  return (
    <fieldset
      class="choices sequence"
      aria-labelledby={`${ids.heading} ${ids.control}-hint`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-hint`}>{t('putInOrder')}</legend>
      <ol ref={list} class={disabled ? 'sequence-closed' : undefined} onTouchMove={keepStill}>
        {order.map((option, at) => {
          const id = idOf(option);
          const step = (to: number, name: string, sign: string) =>
            !disabled && (
              <button
                type="button"
                class="button quiet sequence-step"
                id={`${id}-${name}`}
                aria-label={t(name)}
                aria-labelledby={`${id}-${name} ${id}`}
                aria-disabled={to < 0 || to >= order.length}
                onClick={() => place(option, to, `${id}-${name}`)}
              >
                {sign}
              </button>
            );
          return (
            <li
              key={option}
              class={grabbed?.option === option ? 'sequence-grabbed' : undefined}
              onPointerDown={(event) => onPointerDown(event, at)}
            >
              {!disabled && (
                <button
                  type="button"
                  class="button quiet sequence-grip"
                  id={`${id}-grip`}
                  aria-label={t('move')}
                  aria-labelledby={`${id}-grip ${id}`}
                  aria-pressed={grabbed?.option === option}
                  onClick={() => toggle(option)}
                  onKeyDown={(event) => onGripKey(event, option)}
                  onBlur={() => focusAfter.isComing() || grab(null)}
                >
                  ≡
                </button>
              )}
              <span class="sequence-number">{(at + 1).toLocaleString(locale)}</span>
              <Html inline id={id} class="sequence-text" html={htmlOf(option)} />
              <span class="sequence-steps">
                {step(at - 1, 'moveUp', '↑')}
                {step(at + 1, 'moveDown', '↓')}
              </span>
            </li>
          );
        })}
      </ol>
      <p class="visually-hidden" role="status">
        {said.option !== undefined && (
          <>
            <Html inline html={htmlOf(said.option)} />:{' '}
          </>
        )}
        {said.text}
      </p>
      {!disabled && (
        <div class="sequence-state">
          <p id={`${ids.control}-state`} class="hint" tabIndex={-1}>
            {t(value === null ? 'notYourOrder' : 'yourOrder')}
          </p>
          <button
            key={value === null ? 'keep' : 'clear'}
            type="button"
            class={value === null ? 'button' : 'button quiet'}
            onClick={() => {
              focusAfter(`${ids.control}-state`);
              tell(value === null ? order : null);
              say({ text: '' });
            }}
          >
            {t(value === null ? 'keepOrder' : 'clearOrder')}
          </button>
        </div>
      )}
    </fieldset>
  );
}
