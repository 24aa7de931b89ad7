import type { ComponentChildren } from 'preact';
import type { AssessmentProps } from '../questions/contract';
import { Html } from './Html';

interface Option {
  readonly value: string;
  /** Sanitised HTML of an author … */
  readonly html?: string;
  /** … or something of the player's own. */
  readonly content?: ComponentChildren;
}

interface ChoicesProps {
  readonly kind: 'radio' | 'checkbox';
  readonly legend: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  readonly ids: AssessmentProps['ids'];
  /** With it a single choice can be taken back. */
  readonly clearLabel?: string;
  onChoose(values: string[]): void;
}

/** Options to choose from, as native inputs in a fieldset. What is chosen comes in the order of the options. */
export function Choices({ kind, legend, options, chosen, disabled, ids, clearLabel, onChoose }: ChoicesProps) {
  const choose = (value: string, isChosen: boolean) => {
    if (kind === 'radio') onChoose([value]);
    else onChoose(options.map((o) => o.value).filter((o) => (o === value ? isChosen : chosen.includes(o))));
  };
  return (
    <fieldset
      class="choices"
      aria-labelledby={`${ids.heading} ${ids.control}-legend`}
      aria-describedby={ids.description}
    >
      <legend id={`${ids.control}-legend`}>{legend}</legend>
      {options.map((option, index) => (
        <label key={option.value} class={choiceClass(chosen.includes(option.value), disabled)}>
          <input
            type={kind}
            name={ids.control}
            value={String(index)}
            checked={chosen.includes(option.value)}
            disabled={disabled}
            onChange={(event) => choose(option.value, event.currentTarget.checked)}
          />
          {option.html === undefined ? <span>{option.content}</span> : <Html inline html={option.html} />}
        </label>
      ))}
      {clearLabel !== undefined && chosen.length > 0 && !disabled && (
        <button type="button" class="button quiet" onClick={() => onChoose([])}>
          {clearLabel}
        </button>
      )}
    </fieldset>
  );
}

function choiceClass(isChosen: boolean, isDisabled: boolean): string {
  return `choice${isChosen ? ' choice--chosen' : ''}${isDisabled ? ' choice--disabled' : ''}`;
}
