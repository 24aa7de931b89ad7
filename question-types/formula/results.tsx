import { type ResultProps, textOf } from '@examlet/player';
import { Formula } from '@examlet/player/lazy';

/** The formula as mathematics. */
export default function FormulaResult({ value }: ResultProps) {
  return (
    <p>
      <Formula latex={textOf(value)} />
    </p>
  );
}
