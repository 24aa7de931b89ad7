import type { ComponentChildren } from 'preact';
import type { ResultProps } from '../questions/contract';
import { Html } from './Html';

interface ChosenOptionsProps {
  readonly options: readonly { readonly value: string; readonly html?: string; readonly content?: ComponentChildren }[];
  readonly chosen: readonly string[];
  /** True where more than one can be chosen. */
  readonly isSeveral?: boolean;
  readonly t: ResultProps['t'];
  readonly ids: ResultProps['ids'];
}

/** All options, in their order, with those that were chosen marked by a sign and a word. */
export function ChosenOptions({ options, chosen, isSeveral = false, t, ids }: ChosenOptionsProps) {
  return (
    <ul class={isSeveral ? 'chosen-options several' : 'chosen-options'} aria-labelledby={ids.heading}>
      {options.map(({ value, html, content }) => {
        const isChosen = chosen.includes(value);
        return (
          <li key={value} class={isChosen ? 'chosen' : undefined}>
            <span class="chosen-dot" aria-hidden="true" />
            {html === undefined ? <span>{content}</span> : <Html inline html={html} />}
            {isChosen && <span class="chosen-mark">{t('chosen')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
