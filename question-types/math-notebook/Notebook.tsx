import { type AssessmentProps, isEnter, textsSetting, UNAIDED, useEcho, useFocusAfter } from '@examlet/player';
import { MathField, type MathInput, MathKeys } from '@examlet/player/mathematics';
import { useRef, useState } from 'preact/hooks';
import { added, answerOf, changed, linesOf, moved, removed } from './lines';
import './notebook.css';

interface Removed {
  readonly lines: readonly string[];
  readonly keys: readonly number[];
  readonly at: number;
}

/** Lines of mathematics, the last of which is the answer. */
export default function Notebook({ question, value, onChange, disabled, t, locale, ids }: AssessmentProps) {
  const initial = textsSetting(question, 'initialLines');
  const [lines, setLines] = useState(() => linesOf(value, initial));
  /** Each line keeps its field when it moves. */
  const nextKey = useRef(lines.length);
  const [keys, setKeys] = useState<readonly number[]>(() => lines.map((_, at) => at));
  const [isLatex, setLatex] = useState(false);
  const [undone, setUndone] = useState<Removed | null>(null);
  const [said, say] = useState('');
  const input = useRef<MathInput | null>(null);
  // Within the task of the key that asked for it: what is typed next belongs there, also on a slow computer.
  const focusAfter = useFocusAfter();
  const told = useEcho(value, (next) => {
    const given = linesOf(next, initial);
    setLines(given);
    setKeys(given.map(() => nextKey.current++));
  });

  const set = (next: readonly string[], nextKeys: readonly number[] = keys) => {
    setLines(next);
    setKeys(nextKeys);
    told(answerOf(next));
    onChange(answerOf(next));
  };
  const idOf = (key: number | undefined) => `${ids.control}-line-${key}`;
  const add = (at: number) => {
    const key = nextKey.current++;
    focusAfter(idOf(key));
    set(added(lines, at), [...keys.slice(0, at + 1), key, ...keys.slice(at + 1)]);
  };
  const remove = (at: number) => {
    setUndone({ lines, keys, at });
    say(t('removed', { number: at + 1 }));
    const nextKeys = lines.length > 1 ? keys.filter((_, index) => index !== at) : [nextKey.current++];
    focusAfter(idOf(nextKeys[Math.min(at, nextKeys.length - 1)]));
    set(removed(lines, at), nextKeys);
  };
  const move = (at: number, by: -1 | 1) => {
    if (at + by < 0 || at + by >= lines.length) return;
    say(t('moved', { number: at + by + 1 }));
    const order = moved(keys.map(String), at, by).map(Number);
    set(moved(lines, at, by), order);
  };
  const restore = () => {
    if (!undone) return;
    focusAfter(idOf(undone.keys[undone.at]));
    set(undone.lines, undone.keys);
    setUndone(null);
  };

  return (
    <fieldset
      class="choices math-notebook"
      aria-labelledby={`${ids.heading} ${ids.control}-legend`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-legend`}>{t('lines')}</legend>
      <ol>
        {lines.map((line, at) => {
          const key = keys[at] ?? at;
          const label = at === lines.length - 1 ? t('lastLine', { number: at + 1 }) : t('line', { number: at + 1 });
          return (
            <li key={key}>
              <span class="math-notebook-number" aria-hidden="true">
                {(at + 1).toLocaleString(locale)}
              </span>
              {isLatex ? (
                <input
                  id={idOf(key)}
                  class="text-field"
                  dir="ltr"
                  {...UNAIDED}
                  value={line}
                  readOnly={disabled}
                  aria-label={label}
                  onInput={(event) => set(changed(lines, at, event.currentTarget.value))}
                  onKeyDown={(event) => {
                    if (!isEnter(event) || disabled) return;
                    event.preventDefault();
                    add(at);
                  }}
                />
              ) : (
                <MathField
                  id={idOf(key)}
                  value={line}
                  label={label}
                  disabled={disabled}
                  locale={locale}
                  onInput={(latex) => set(changed(lines, at, latex))}
                  onEnter={() => !disabled && add(at)}
                  onFocus={(to) => {
                    input.current = to;
                  }}
                />
              )}
              {!disabled && (
                <span class="math-notebook-ways">
                  <button
                    type="button"
                    class="button quiet"
                    aria-label={`${t('up')}: ${label}`}
                    aria-disabled={at === 0}
                    onClick={() => move(at, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    class="button quiet"
                    aria-label={`${t('down')}: ${label}`}
                    aria-disabled={at === lines.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    class="button quiet"
                    aria-label={`${t('remove')}: ${label}`}
                    onClick={() => remove(at)}
                  >
                    ✕
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {!disabled && (
        <>
          <div class="file-ways">
            <button type="button" class="button" onClick={() => add(lines.length - 1)}>
              {t('add')}
            </button>
            {undone && (
              <button type="button" class="button" onClick={restore}>
                {t('putBack')}
              </button>
            )}
          </div>
          {!isLatex && <MathKeys input={() => input.current} t={t} />}
          <p class="hint">{t('enterHint')}</p>
          <button type="button" class="button quiet math-switch" onClick={() => setLatex(!isLatex)}>
            {t(isLatex ? 'mathAsFormula' : 'mathAsLatex')}
          </button>
        </>
      )}
    </fieldset>
  );
}
