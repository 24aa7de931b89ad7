import { listOf, type ResultProps } from '@examlet/player';
import { Formula } from '@examlet/player/lazy';

/** The lines as mathematics. */
export default function MathNotebookResult({ value, ids }: ResultProps) {
  return (
    <ol aria-labelledby={ids.heading}>
      {listOf(value).map((latex, at) => (
        <li key={at}>
          <Formula latex={latex} />
        </li>
      ))}
    </ol>
  );
}
