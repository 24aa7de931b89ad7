import type { OutboxEntry, SaveLine } from '../outbox-entry';
import type { Texts } from '../texts';
import { Icon } from './Icon';
import { usePlayer } from './player';

const REFUSED = { rejected: 'refusedRejected', locked: 'refusedLocked', late: 'refusedLate' } as const;

/** The honest line under an answer. */
export function SaveStatus({ entry }: { readonly entry: OutboxEntry }) {
  const { texts } = usePlayer();
  const line = entry.line.value;
  const isTrouble = line.kind === 'retrying' || line.kind === 'refused';
  return (
    <p class={`save-status ${line.kind}`} role="status" aria-live={isTrouble || !isTyping() ? 'polite' : 'off'}>
      {line.kind === 'saved' && <Icon name="answered" />}
      {isTrouble && <Icon name="warning" />}
      {wordsFor(line, texts)}
    </p>
  );
}

function wordsFor(line: SaveLine, texts: Texts): string {
  switch (line.kind) {
    case 'none':
      return '';
    case 'saving':
      return texts.t('saving');
    case 'saved':
      return texts.t('saved', { time: texts.time(line.at) });
    case 'retrying':
      return texts.t('notSavedRetrying');
    case 'refused':
      return texts.t(REFUSED[line.why]);
  }
}

/** While a student types, every routine save spoken aloud would talk over them. */
function isTyping(): boolean {
  return (
    document.activeElement?.matches('textarea, input:not([type=radio]):not([type=checkbox]), [contenteditable=true]') ??
    false
  );
}
