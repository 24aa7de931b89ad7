import { type AssessmentProps, textOf, UNAIDED, useEcho } from '@examlet/player';
import { useState } from 'preact/hooks';
import { isFullDate, partsOf } from './check';
import { asciiDigits, type DatePart, fieldOrder, isImpossible, joined, monthNames } from './date';
import './date-field.css';

function Year({ value, onChange, disabled, t, ids }: AssessmentProps) {
  const [typed, setTyped] = useState(textOf(value));
  // The field shows the student's own digits as long as they say what the answer says.
  const shown = asciiDigits(typed) === textOf(value) ? typed : textOf(value);
  return (
    <div class="text-answer">
      <label id={`${ids.control}-label`} for={ids.control}>
        {t('year')}
      </label>
      <input
        id={ids.control}
        class="text-field date-year-year"
        // The numeric keys of an iPhone have no minus.
        inputMode="text"
        {...UNAIDED}
        dir="auto"
        value={shown}
        readOnly={disabled}
        aria-labelledby={`${ids.control}-label ${ids.heading}`}
        aria-describedby={[ids.description, `${ids.control}-hint`].filter(Boolean).join(' ')}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          onChange(asciiDigits(event.currentTarget.value) || null);
        }}
      />
      <p id={`${ids.control}-hint`} class="hint">
        {t('yearHint')}
      </p>
    </div>
  );
}

function FullDate({ value, onChange, disabled, t, locale, ids }: AssessmentProps) {
  const [parts, setParts] = useState(partsOf(value));
  const [isTyping, setTyping] = useState(false);
  const told = useEcho(value, (next) => setParts(partsOf(next)));
  const set = (part: DatePart, text: string) => {
    const next = { ...parts, [part]: text };
    setParts(next);
    told(joined(next));
    onChange(joined(next));
  };
  const field = (part: 'day' | 'year', size: number) => (
    <input
      id={`${ids.control}-${part}`}
      class={`text-field date-year-${part}`}
      inputMode={part === 'day' ? 'numeric' : 'text'}
      {...UNAIDED}
      dir="auto"
      size={size}
      value={parts[part]}
      readOnly={disabled}
      onInput={(event) => {
        setTyping(true);
        set(part, event.currentTarget.value);
      }}
      onBlur={() => setTyping(false)}
    />
  );
  const month = (
    <select
      id={`${ids.control}-month`}
      class="text-field"
      value={parts.month.padStart(2, '0')}
      disabled={disabled}
      onChange={(event) => set('month', event.currentTarget.value.replace('00', ''))}
    >
      <option value="00" />
      {monthNames(locale).map((name, at) => (
        <option key={name} value={String(at + 1).padStart(2, '0')}>
          {name}
        </option>
      ))}
    </select>
  );
  // Half a year is no wrong date yet: 2, 20 and 202 on the way to 29 February 2024.
  const isFault = isImpossible(parts) && (!isTyping || parts.year.trim().length >= 4);
  const fields = { day: field('day', 3), month, year: field('year', 6) };
  return (
    <fieldset
      class="choices date-year"
      aria-labelledby={`${ids.heading} ${ids.control}-legend`}
      aria-describedby={[ids.description, `${ids.control}-fault`].filter(Boolean).join(' ')}
    >
      <legend id={`${ids.control}-legend`}>{t('date')}</legend>
      <div class="date-year-fields">
        {fieldOrder(locale).map((part) => (
          <div key={part}>
            <label for={`${ids.control}-${part}`}>{t(part)}</label>
            {fields[part]}
          </div>
        ))}
      </div>
      <p id={`${ids.control}-fault`} role="status" class="date-year-fault">
        {isFault && t('noSuchDate')}
      </p>
    </fieldset>
  );
}

/** A year, or a date in the order in which the student's language writes it. */
export default function DateField(props: AssessmentProps) {
  return isFullDate(props.question) ? <FullDate {...props} /> : <Year {...props} />;
}
