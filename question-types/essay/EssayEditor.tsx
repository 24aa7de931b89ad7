import { type AssessmentProps, textOf, useEcho } from '@examlet/player';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { createEditor, setHtml } from './editor';
import { Toolbar } from './Toolbar';
import { countWords, fullness, textOfHtml } from './words';
import './essay.css';

/** From here on the student is told how full the answer is. */
const NEARLY_FULL = 0.9;
const SPOKEN_AFTER_MS = 2_000;

/** A text with headings, lists and emphasis. */
export default function EssayEditor({ question, value, onChange, disabled, t, locale, ids }: AssessmentProps) {
  const html = textOf(value);
  const place = useRef<HTMLDivElement>(null);
  const tell = useRef(onChange);
  tell.current = onChange;
  const [editor, setEditor] = useState<Editor | null>(null);
  const [, redraw] = useState(0);
  const told = useEcho(html, (next) => editor && setHtml(editor, next));

  useEffect(() => {
    if (!place.current) return;
    const created = createEditor({
      element: place.current,
      html,
      isEditable: !disabled,
      attributes: {
        id: ids.control,
        class: 'text-field essay-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': ids.heading,
        'aria-describedby': [ids.description, `${ids.control}-count`, `${ids.control}-keys`].filter(Boolean).join(' '),
        spellcheck: 'false',
      },
      onUpdate: (next) => {
        told(next ?? '');
        tell.current(next);
      },
      onToolbar: () =>
        place.current?.parentElement?.querySelector<HTMLElement>('[role=toolbar] [tabindex="0"]')?.focus(),
      onSelection: () => redraw((count) => count + 1),
    });
    setEditor(created);
    return () => created.destroy();
  }, []);
  useEffect(() => editor?.setEditable(!disabled, false), [editor, disabled]);

  return (
    <div class="text-answer essay">
      {editor && !disabled && <Toolbar editor={editor} controls={ids.control} t={t} />}
      <div ref={place} />
      <Count id={`${ids.control}-count`} html={html} settings={question.settings} t={t} locale={locale} />
      <p id={`${ids.control}-keys`} class="visually-hidden">
        {t('keys')}
      </p>
    </div>
  );
}

interface CountProps {
  readonly id: string;
  readonly html: string;
  readonly settings: AssessmentProps['question']['settings'];
  readonly t: AssessmentProps['t'];
  readonly locale: string;
}

/** How many words there are, what was asked for, and when the answer is nearly full; spoken after a pause in typing. */
function Count({ id, html, settings, t, locale }: CountProps) {
  const words = countWords(textOfHtml(html), locale);
  const least = Number(settings['minWords'] ?? 0);
  const most = Number(settings['maxWords'] ?? 0);
  const full = fullness(html);
  const parts = [t('words', { count: words })];
  if (least > 0 && words < least) parts.push(t('atLeast', { least }));
  if (most > 0) parts.push(words > most ? t('tooMany', { most, count: words - most }) : t('atMost', { most }));
  if (full >= 1) parts.push(t('overFull'));
  else if (full >= NEARLY_FULL)
    parts.push(t('nearlyFull', { part: new Intl.NumberFormat(locale, { style: 'percent' }).format(full) }));
  const text = parts.join(' · ');
  const [spoken, speak] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => speak(text), SPOKEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const isOver = (most > 0 && words > most) || full >= 1;
  return (
    <>
      <p id={id} class={isOver ? 'character-count over' : 'character-count'}>
        {text}
      </p>
      <p class="visually-hidden" role="status">
        {spoken}
      </p>
    </>
  );
}
