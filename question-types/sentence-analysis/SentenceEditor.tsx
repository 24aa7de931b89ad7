import { type AssessmentProps, textsSetting, useFocusAfter } from '@examlet/player';
import { drag } from '@examlet/player/lazy';
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { Label } from './Label';
import {
  type Analysis,
  analysisOf,
  asksVerb,
  holds,
  isSame,
  labelled,
  type Run,
  runOf,
  shownWords,
  toValue,
} from './segments';
import './sentence-analysis.css';

/** The words that are selected, from where the student began to where they came. */
interface Selection {
  readonly from: number;
  readonly to: number;
  /** The first word is chosen, the last one not yet. */
  readonly isOpen: boolean;
}

/** The words of a sentence, to be marked and named. */
export default function SentenceEditor({ question, value, onChange, disabled, t, ids }: AssessmentProps) {
  const words = textsSetting(question, 'tokens');
  const shown = shownWords(String(question.settings['sentence'] ?? ''), words);
  const analysis = analysisOf(value, words.length);
  const { segments, verb } = analysis;
  const [selection, select] = useState<Selection | null>(null);
  const [tabStop, setTabStop] = useState(0);
  const [said, say] = useState('');
  const focusAfter = useFocusAfter();
  const run = selection && !disabled ? runOf(selection.from, selection.to) : null;
  const current = segments.find((segment) => isSame(segment, run));
  const idOf = (word: number) => `${ids.control}-word-${word}`;
  const textOf = ({ start, end }: Run) => words.slice(start, end + 1).join(' ');

  const selectWords = (from: number, to: number, isOpen: boolean) => {
    select({ from, to, isOpen });
    say(t(isOpen ? 'selectedFirst' : 'selected', { words: textOf(runOf(from, to)) }));
  };
  const tell = (next: Analysis, focused: number, text: string) => {
    select(null);
    setTabStop(focused);
    focusAfter(idOf(focused));
    onChange(toValue(next), { immediate: true });
    say(text);
  };
  const name = (of: Run | null, label: string | null) => {
    if (!of) return say(t('selectFirst'));
    const key = label === null ? 'removed' : 'marked';
    tell(labelled(analysis, of, label), of.start, t(key, { words: textOf(of), label: label ?? '' }));
  };
  const markVerb = (of: Run | null, isMarked: boolean) => {
    if (!of) return say(t('selectFirst'));
    const key = isMarked ? 'marked' : 'removed';
    const next = { ...analysis, verb: isMarked ? runOf(of.start, of.end) : null };
    tell(next, of.start, t(key, { words: textOf(of), label: t('finiteVerb') }));
  };
  const onTap = (word: number) => {
    if (disabled) return;
    setTabStop(word);
    if (selection?.isOpen) selectWords(selection.from, word, false);
    else selectWords(word, word, true);
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLElement>, word: number) => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const isArrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    if (event.key === 'Escape' && selection) {
      event.preventDefault();
      event.stopPropagation();
      select(null);
      say('');
    }
    const next = { Home: 0, End: words.length - 1 }[event.key] ?? word + (event.key === forward ? 1 : -1);
    if ((!isArrow && event.key !== 'Home' && event.key !== 'End') || next < 0 || next >= words.length) return;
    event.preventDefault();
    setTabStop(next);
    focusAfter(idOf(next));
    if (event.shiftKey && !disabled) selectWords(selection?.to === word ? selection.from : word, next, false);
  };
  const onPointerDown = (event: PointerEvent, from: number) => {
    let to = from;
    if (disabled) return;
    drag(event, false, {
      move(x, y) {
        const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-word]');
        if (under) to = Number(under.dataset['word']);
        select({ from, to, isOpen: true });
      },
      end(isDropped) {
        if (isDropped) selectWords(from, to, false);
        else select(null);
      },
    });
  };

  return (
    <fieldset
      class="choices sentence-analysis"
      aria-labelledby={`${ids.heading} ${ids.control}-hint`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-hint`}>{t(asksVerb(question) ? 'markPartsAndVerb' : 'markParts')}</legend>
      <fieldset class="sentence-analysis-sentence" aria-label={t('sentence')} dir="auto">
        {shown.map((text, word) => {
          const segment = segments.find((each) => holds(each, word)) ?? null;
          const isVerb = holds(verb, word);
          return (
            <button
              key={word}
              type="button"
              id={idOf(word)}
              data-word={word}
              class={wordClass(word, segment, isVerb)}
              tabIndex={word === tabStop ? 0 : -1}
              aria-pressed={holds(run, word)}
              aria-disabled={disabled}
              onClick={() => onTap(word)}
              onKeyDown={(event) => onKey(event, word)}
              onPointerDown={(event) => onPointerDown(event, word)}
            >
              {isVerb && (
                <span class="sentence-analysis-verb" aria-hidden="true">
                  {word === verb?.start && <bdi>PV</bdi>}
                </span>
              )}
              <span class="sentence-analysis-text">{text}</span>
              <span class="sentence-analysis-label" aria-hidden="true">
                {segment?.start === word && <bdi>{segment.label}</bdi>}
              </span>
              <span class="visually-hidden" dir="auto">
                {segment && `, ${segment.label}`}
                {isVerb && `, ${t('finiteVerb')}`}
              </span>
            </button>
          );
        })}
      </fieldset>
      {!disabled && (
        <>
          <p class="hint" role="status">
            {said || t('selectFirst')}
          </p>
          <fieldset class="sentence-analysis-labels" aria-label={t('labels')}>
            {textsSetting(question, 'enabledLabels').map((label) => (
              <button
                key={label}
                type="button"
                class="button"
                aria-pressed={current?.label === label}
                aria-disabled={!run}
                onClick={() => name(run, current?.label === label ? null : label)}
              >
                <span>
                  <Label of={label} />
                </span>
              </button>
            ))}
            {asksVerb(question) && (
              <button
                type="button"
                class="button"
                aria-pressed={isSame(verb, run)}
                aria-disabled={!run}
                onClick={() => markVerb(run, !isSame(verb, run))}
              >
                {t('finiteVerb')}
              </button>
            )}
          </fieldset>
        </>
      )}
      {(segments.length > 0 || verb) && (
        <ul class="sentence-analysis-parts" aria-label={t('parts')}>
          {segments.map((segment) => (
            <Part
              key={segment.start}
              text={textOf(segment)}
              disabled={disabled}
              removeLabel={t('remove')}
              id={`${ids.control}-part-${segment.start}`}
              onSelect={() => selectWords(segment.start, segment.end, false)}
              onRemove={() => name(segment, null)}
            >
              <Label of={segment.label} />
            </Part>
          ))}
          {verb && (
            <Part
              text={textOf(verb)}
              disabled={disabled}
              removeLabel={t('remove')}
              id={`${ids.control}-part-verb`}
              onSelect={() => selectWords(verb.start, verb.end, false)}
              onRemove={() => markVerb(verb, false)}
            >
              {t('finiteVerb')}
            </Part>
          )}
        </ul>
      )}
    </fieldset>
  );
}

interface PartProps {
  readonly text: string;
  readonly disabled: boolean;
  readonly removeLabel: string;
  readonly id: string;
  readonly children: ComponentChildren;
  onSelect(): void;
  onRemove(): void;
}

/** A part that is marked: pressed, it is selected again, to be called something else. */
function Part({ text, disabled, removeLabel, id, children, onSelect, onRemove }: PartProps) {
  const content = (
    <span id={id}>
      <span dir="auto">{text}</span>: {children}
    </span>
  );
  if (disabled) return <li>{content}</li>;
  return (
    <li>
      <button type="button" class="button quiet" onClick={onSelect}>
        {content}
      </button>
      <button
        type="button"
        class="button quiet"
        id={`${id}-remove`}
        aria-label={removeLabel}
        aria-labelledby={`${id}-remove ${id}`}
        onClick={onRemove}
      >
        ✕
      </button>
    </li>
  );
}

/** Where the bracket under a word begins and ends, and whether a line stands over it. */
function wordClass(word: number, segment: Run | null, isVerb: boolean): string {
  const part = segment
    ? ` in-part${segment.start === word ? ' starts' : ''}${segment.end === word ? ' ends' : ''}`
    : '';
  return `sentence-analysis-word${part}${isVerb ? ' is-verb' : ''}`;
}
