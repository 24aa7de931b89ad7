import { type AssessmentProps, Html, NothingApplies, textsSetting, useFocusAfter } from '@examlet/player';
import { drag, keepStill } from '@examlet/player/lazy';
import type { ButtonHTMLAttributes, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { paired, pairsOf, toValue } from './pairs';
import './assessment.css';

interface Said {
  readonly left?: number | undefined;
  readonly right?: number | null;
  readonly text: string;
}

/** Entries of two lists, to be put together by a tap, a key or by dragging. */
export default function Matching({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const setting = (name: string) => textsSetting(question, name);
  const [left, right] = [setting('left'), setting('right')];
  const [leftHtml, rightHtml] = [setting('leftHtml'), setting('rightHtml')];
  const pairs = pairsOf(value, left, right);
  const focusAfter = useFocusAfter();
  /** The left entry whose choices are shown. */
  const [open, setOpen] = useState<number | null>(null);
  /** The right entry that is picked up. */
  const [picked, setPicked] = useState<number | null>(null);
  /** The left entry under the one that is dragged. */
  const [over, setOver] = useState<number | null>(null);
  const [said, say] = useState<Said>({ text: '' });
  const idOf = (l: number) => `${ids.control}-left-${l}`;
  const drop = () => {
    setOpen(null);
    setPicked(null);
    setOver(null);
  };
  useEffect(() => {
    if (disabled) drop();
  }, [disabled]);

  const pair = (l: number, r: number | null) => {
    drop();
    focusAfter(idOf(l));
    onChange(toValue(paired(pairs, l, r), left, right), { immediate: true });
    say({ left: l, right: r, text: t(r === null ? 'matchedWithNothing' : 'matchedWith') });
  };
  const onLeft = (l: number) => {
    if (disabled) return;
    if (picked !== null) return pair(l, picked);
    setOpen(open === l ? null : l);
    if (open !== l) focusAfter(`${idOf(l)}-choice-${pairs[l] ?? 0}`);
  };
  const onRight = (r: number) => {
    if (disabled) return;
    if (open !== null) return pair(open, r);
    setPicked(picked === r ? null : r);
    say({ right: r, text: t(picked === r ? 'putDown' : 'pickedUp') });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || (open === null && picked === null)) return;
    event.preventDefault();
    event.stopPropagation();
    if (open !== null) focusAfter(idOf(open));
    drop();
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLButtonElement>, r: number) => {
    const chip = event.currentTarget;
    let target: number | null = null;
    if (disabled) return;
    drag(event, true, {
      start: () => {
        drop();
        chip.dataset['dragged'] = '';
      },
      move(x, y, dx, dy) {
        chip.style.transform = `translate(${dx}px, ${dy}px)`;
        const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-left]');
        target = under ? Number(under.dataset['left']) : null;
        setOver(target);
      },
      end(isDropped) {
        chip.style.transform = '';
        delete chip.dataset['dragged'];
        setOver(null);
        if (isDropped && target !== null) pair(target, r);
      },
    });
  };

  const rightEntry = (r: number, isPressed: boolean, more: ButtonHTMLAttributes<HTMLButtonElement>) => {
    const count = pairs.filter((each) => each === r).length;
    return (
      <button type="button" class="matching-right" aria-pressed={isPressed} {...more}>
        <Html inline html={rightHtml[r] ?? ''} />
        {count > 0 && <span class="matching-used">✓ {t('used', { count })}</span>}
      </button>
    );
  };

  return (
    <fieldset
      class={`choices matching${disabled ? ' matching-closed' : ''}`}
      aria-labelledby={`${ids.heading} ${ids.control}-hint`}
      aria-describedby={ids.description}
      onKeyDown={onKey}
    >
      <legend id={`${ids.control}-hint`}>{t('matchThem')}</legend>
      <ul class="matching-lefts">
        {left.map((name, l) => {
          const r = pairs[l] ?? null;
          return (
            <li key={name} data-left={l} data-over={over === l || undefined}>
              <div class="matching-pair">
                <button
                  type="button"
                  class="matching-left"
                  id={idOf(l)}
                  aria-expanded={open === l}
                  aria-disabled={disabled}
                  onClick={() => onLeft(l)}
                >
                  <Html inline html={leftHtml[l] ?? ''} />
                  <span class="visually-hidden">: {t(r === null ? 'matchedWithNothing' : 'matchedWith')} </span>
                  {r === null ? (
                    <span class="matching-slot hint" aria-hidden="true">
                      {t(picked === null ? 'choose' : 'putHere')}
                    </span>
                  ) : (
                    <Html inline class="matching-slot" html={rightHtml[r] ?? ''} />
                  )}
                </button>
                {r !== null && !disabled && (
                  <button
                    type="button"
                    class="button quiet"
                    id={`${idOf(l)}-back`}
                    aria-label={t('takeBack')}
                    aria-labelledby={`${idOf(l)}-back ${idOf(l)}`}
                    onClick={() => pair(l, null)}
                  >
                    ✕
                  </button>
                )}
              </div>
              {open === l && (
                <ul class="matching-choices" aria-labelledby={idOf(l)} onKeyDown={alongTheList}>
                  {right.map((choice, at) => (
                    <li key={choice}>
                      {rightEntry(at, r === at, {
                        id: `${idOf(l)}-choice-${at}`,
                        onClick: () => pair(l, r === at ? null : at),
                      })}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
      {!disabled && (
        <div class="matching-bank">
          <p id={`${ids.control}-bank`} class="hint">
            {t('toChooseFrom')}
          </p>
          <ul aria-labelledby={`${ids.control}-bank`} onTouchMove={keepStill}>
            {right.map((choice, r) => (
              <li key={choice}>
                {rightEntry(r, picked === r, {
                  onClick: () => onRight(r),
                  onPointerDown: (event) => onPointerDown(event, r),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      <NothingApplies
        label={t('nothingTogether')}
        value={value}
        disabled={disabled}
        onChange={(next, options) => {
          drop();
          onChange(next, options);
        }}
      />
      <p class="visually-hidden" role="status">
        {said.left !== undefined && <Html inline html={`${leftHtml[said.left] ?? ''}: `} />}
        {said.text} {typeof said.right === 'number' && <Html inline html={rightHtml[said.right] ?? ''} />}
      </p>
    </fieldset>
  );
}

/** The arrow keys go from one choice to the next. */
function alongTheList(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  buttons[buttons.indexOf(event.target as HTMLButtonElement) + step]?.focus();
}
