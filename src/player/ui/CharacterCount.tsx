import type { Translate } from '../page/texts';
import type { Question } from '../server/wire';
import { charactersIn } from './graphemes';

interface CharacterCountProps {
  readonly id: string;
  readonly question: Question;
  readonly text: string;
  readonly t: Translate;
}

/** How much of `maxLength` is used. Longer text is said, not cut off: what was pasted is never lost in silence. */
export function CharacterCount({ id, question, text, t }: CharacterCountProps) {
  const most = question.settings['maxLength'];
  if (typeof most !== 'number') return null;
  const count = charactersIn(text);
  const over = count - most;
  return (
    <p id={id} class={over > 0 ? 'character-count over' : 'character-count'}>
      {over > 0 ? t('charactersTooMany', { count: over }) : t('charactersLeft', { count, most })}
    </p>
  );
}
