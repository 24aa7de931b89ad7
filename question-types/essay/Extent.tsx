import type { AssessmentProps } from '@examlet/player';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_BYTES, measure } from './measure';

/** From here on the student is told how full the answer is. */
const NEARLY_FULL = 0.9;
const COUNTED_AFTER_MS = 250;
const SPOKEN_AFTER_MS = 2_000;
/** Within the limits only every so many words are spoken: who listens is writing. */
const SPOKEN_EVERY = 50;

interface ExtentProps {
  readonly id: string;
  readonly editor: Editor;
  readonly settings: AssessmentProps['question']['settings'];
  readonly t: AssessmentProps['t'];
  readonly locale: string;
}

/** How many words there are, what was asked for, and when the answer is nearly full. */
export function Extent({ id, editor, settings, t, locale }: ExtentProps) {
  const { words, bytes } = useExtent(editor, locale);
  const least = Number(settings['minWords'] ?? 0);
  const most = Number(settings['maxWords'] ?? 0);
  const full = bytes / MAX_BYTES;
  const isShort = words < least;
  const isLong = most > 0 && words > most;
  const parts = [t('words', { count: words })];
  if (isShort) parts.push(t('moreNeeded', { count: least - words }));
  if (most > 0) parts.push(isLong ? t('tooMany', { most, count: words - most }) : t('atMost', { most }));
  if (full > 1) parts.push(t('overFull'));
  else if (full >= NEARLY_FULL) parts.push(t('nearlyFull', { part: percent(full, locale) }));
  const text = parts.join(' · ');
  const fill = full > 1 ? 'over' : full >= NEARLY_FULL ? 'nearly' : '';
  const spoken = useSpoken(text, `${isShort} ${isLong} ${fill} ${Math.floor(words / SPOKEN_EVERY)}`);
  return (
    <>
      <p id={id} class={isLong || full > 1 ? 'character-count over' : 'character-count'}>
        {text}
      </p>
      <p class="visually-hidden" role="status">
        {spoken}
      </p>
    </>
  );
}

/** Counted a few times a second at most: a long text is not counted at each key. */
function useExtent(editor: Editor, locale: string) {
  const [extent, setExtent] = useState(() => measure(editor.state.doc, locale));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => {
      timer = undefined;
      setExtent(measure(editor.state.doc, locale));
    };
    const onTransaction = ({ transaction }: { readonly transaction: { readonly docChanged: boolean } }) => {
      if (transaction.docChanged) timer ??= setTimeout(count, COUNTED_AFTER_MS);
    };
    editor.on('transaction', onTransaction);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', onTransaction);
    };
  }, [editor, locale]);
  return extent;
}

/**
 * What a screen reader says after a pause in typing, when the stage is another than before; at first nothing, for the
 * field itself is described by it.
 */
function useSpoken(text: string, stage: string): string {
  const [spoken, speak] = useState('');
  const said = useRef(stage);
  useEffect(() => {
    if (said.current === stage) return;
    const timer = setTimeout(() => {
      said.current = stage;
      speak(text);
    }, SPOKEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, stage]);
  return spoken;
}

function percent(part: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(part * 100) / 100);
}
