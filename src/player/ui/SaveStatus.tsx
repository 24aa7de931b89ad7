import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Texts } from '../page/texts';
import type { SaveLine } from '../saving/entries';
import type { Question } from '../server/wire';
import { Icon } from './Icon';
import { lazy } from './lazy';
import { useOutbox, useTexts } from './player';

const REFUSED = {
  rejected: 'refusedRejected',
  locked: 'refusedLocked',
  late: 'refusedLate',
  retained: 'refusedRetained',
} as const;

const Versions = lazy(() => import('./Versions'));

/** The list is fetched this long after the first save that arrived, while there is a connection. */
const AHEAD_MS = 2_000;

interface SaveStatusProps {
  readonly question: Question;
  /** The answer cannot be changed now. */
  readonly disabled: boolean;
}

/** The honest line under an answer. Once the server holds a version, it opens the list of them. */
export function SaveStatus({ question, disabled }: SaveStatusProps) {
  const outbox = useOutbox();
  const texts = useTexts();
  const isOpen = useSignal(false);
  const entry = outbox.entry(question.id);
  const line = entry.line.value;
  const isStored = entry.base !== null;
  useEffect(() => {
    if (!isStored) return;
    const timer = setTimeout(() => Versions.preload(), AHEAD_MS);
    return () => clearTimeout(timer);
  }, [isStored]);
  const isTrouble = line.kind === 'retrying' || line.kind === 'refused';
  const id = `versions-${question.id}`;
  return (
    <>
      <div class="save-row">
        <p class={`save-status ${line.kind}`} role="status" aria-live={isTrouble || !isTyping() ? 'polite' : 'off'}>
          {line.kind === 'saved' && <Icon name="answered" />}
          {isTrouble && <Icon name="warning" />}
          {wordsFor(line, texts)}
        </p>
        {isStored && (
          <button
            type="button"
            class="save-line"
            aria-expanded={isOpen.value}
            aria-controls={isOpen.value ? id : undefined}
            onClick={() => {
              isOpen.value = !isOpen.value;
            }}
          >
            {texts.t('versionsEarlier')}
            <Icon name="unfold" />
          </button>
        )}
      </div>
      {isStored && isOpen.value && (
        <div id={id} class="versions">
          <Versions question={question} disabled={disabled} />
        </div>
      )}
    </>
  );
}

function wordsFor(line: SaveLine, texts: Texts): string {
  switch (line.kind) {
    case 'none':
      return '';
    case 'saving':
      return texts.t('saving');
    case 'saved':
      return texts.t('saved', { time: texts.hour(line.at) });
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
