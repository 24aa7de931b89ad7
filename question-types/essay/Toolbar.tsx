import type { Translate } from '@examlet/player';
import type { Editor } from '@tiptap/core';
import type { TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';

interface Tool {
  readonly name: string;
  readonly sign: string;
  readonly keys?: string;
  readonly isOn?: (editor: Editor) => boolean;
  readonly can?: (editor: Editor) => boolean;
  run(editor: Editor): void;
}

const TOOLS: readonly Tool[] = [
  {
    name: 'heading',
    sign: 'H1',
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: 'subheading',
    sign: 'H2',
    isOn: (editor) => editor.isActive('heading', { level: 3 }),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    name: 'bold',
    sign: 'B',
    keys: 'Control+B',
    isOn: (editor) => editor.isActive('bold'),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    sign: 'I',
    keys: 'Control+I',
    isOn: (editor) => editor.isActive('italic'),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: 'underline',
    sign: 'U',
    keys: 'Control+U',
    isOn: (editor) => editor.isActive('underline'),
    run: (editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    name: 'bullets',
    sign: '•—',
    isOn: (editor) => editor.isActive('bulletList'),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'numbers',
    sign: '1—',
    isOn: (editor) => editor.isActive('orderedList'),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'undo',
    sign: '↶',
    keys: 'Control+Z',
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    name: 'redo',
    sign: '↷',
    keys: 'Control+Y',
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
];

interface ToolbarProps {
  readonly editor: Editor;
  readonly controls: string;
  readonly t: Translate;
}

/** One stop of the Tab key; the arrow keys go along it, Escape goes back to the text. */
export function Toolbar({ editor, controls, t }: ToolbarProps) {
  const [stop, setStop] = useState(0);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const bar = event.currentTarget;
    const forward = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    const last = TOOLS.length - 1;
    const next = { [forward]: (stop + 1) % TOOLS.length, [backward]: stop > 0 ? stop - 1 : last, Home: 0, End: last }[
      event.key
    ];
    if (event.key === 'Escape') editor.commands.focus();
    if (next === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (next === undefined) return;
    setStop(next);
    bar.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div class="essay-toolbar" role="toolbar" aria-label={t('toolbar')} aria-controls={controls} onKeyDown={onKeyDown}>
      {TOOLS.map((tool, at) => (
        <button
          key={tool.name}
          type="button"
          class={`button quiet essay-tool essay-${tool.name}`}
          tabIndex={at === stop ? 0 : -1}
          aria-label={t(tool.name)}
          title={t(tool.name)}
          aria-keyshortcuts={tool.keys}
          aria-pressed={tool.isOn?.(editor)}
          aria-disabled={tool.can ? !tool.can(editor) : undefined}
          onFocus={() => setStop(at)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => tool.run(editor)}
        >
          <span aria-hidden="true">{tool.sign}</span>
        </button>
      ))}
    </div>
  );
}
