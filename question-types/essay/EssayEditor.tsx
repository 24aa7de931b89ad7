import { type AssessmentProps, textOf, UNAIDED_ATTRIBUTES, useEcho } from '@examlet/player';
import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Extent } from './Extent';
import { createEditor, type PasteRefusal, setHtml } from './editor';
import { modifierKey } from './keys';
import { Toolbar } from './Toolbar';
import './essay.css';

/** A text with headings, lists and emphasis. */
export default function EssayEditor({ question, value, onChange, disabled, t, locale, ids }: AssessmentProps) {
  const html = textOf(value);
  const place = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const tell = useRef(onChange);
  tell.current = onChange;
  const [editor, setEditor] = useState<Editor | null>(null);
  const [refused, setRefused] = useState<PasteRefusal | null>(null);
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
        dir: 'auto',
        tabindex: '0',
        'aria-multiline': 'true',
        'aria-labelledby': ids.heading,
        'aria-describedby': [ids.description, `${ids.control}-extent`, `${ids.control}-keys`].filter(Boolean).join(' '),
        ...UNAIDED_ATTRIBUTES,
      },
      onUpdate: (next) => {
        told(next ?? '');
        setRefused(null);
        tell.current(next);
      },
      onToolbar: () => bar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus(),
      onRefused: setRefused,
    });
    setEditor(created);
    return () => created.destroy();
  }, []);
  useEffect(() => editor?.setEditable(!disabled, false), [editor, disabled]);

  return (
    <div class="text-answer essay">
      {editor && <Toolbar bar={bar} editor={editor} disabled={disabled} controls={ids.control} t={t} />}
      <div ref={place} />
      <p class="essay-refused" role="status">
        {refused && t(refused)}
      </p>
      {editor && (
        <Extent id={`${ids.control}-extent`} editor={editor} settings={question.settings} t={t} locale={locale} />
      )}
      <details class="essay-keys">
        <summary>
          <span class="essay-keys-sign" aria-hidden="true">
            ?
          </span>
          {t('keysTitle')}
        </summary>
        <p id={`${ids.control}-keys`} class="hint">
          {t('keys', { key: modifierKey().sign })}
        </p>
      </details>
    </div>
  );
}
