import type { Translate } from '@examlet/player';
import type { ChainedCommands, Editor } from '@tiptap/core';
import type { Ref, TargetedKeyboardEvent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { modifierKey } from './keys';

interface Tool {
  readonly name: string;
  /** What stands on the button: a letter, the path of a sign, or the name itself. */
  readonly letter?: string;
  readonly path?: string;
  /** The key of its shortcut. */
  readonly key?: string;
  readonly isOn?: (editor: Editor) => boolean;
  readonly can?: (editor: Editor) => boolean;
  run(chain: ChainedCommands): ChainedCommands;
}

const TOOLS: readonly Tool[] = [
  {
    name: 'heading',
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
    run: (chain) => chain.toggleHeading({ level: 2 }),
  },
  {
    name: 'subheading',
    isOn: (editor) => editor.isActive('heading', { level: 3 }),
    run: (chain) => chain.toggleHeading({ level: 3 }),
  },
  {
    name: 'bold',
    letter: 'B',
    key: 'B',
    isOn: (editor) => editor.isActive('bold'),
    run: (chain) => chain.toggleBold(),
  },
  {
    name: 'italic',
    letter: 'I',
    key: 'I',
    isOn: (editor) => editor.isActive('italic'),
    run: (chain) => chain.toggleItalic(),
  },
  {
    name: 'underline',
    letter: 'U',
    key: 'U',
    isOn: (editor) => editor.isActive('underline'),
    run: (chain) => chain.toggleUnderline(),
  },
  {
    name: 'bullets',
    path: 'M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01',
    isOn: (editor) => editor.isActive('bulletList'),
    run: (chain) => chain.toggleBulletList(),
  },
  {
    name: 'numbers',
    path: 'M10 6h10M10 12h10M10 18h10M4 4.5l1.5-.8v5M3.8 14.6c.3-1.5 2.7-1.5 2.5.2-.1 1-1.5 1.700-2.5 3.400h2.7',
    isOn: (editor) => editor.isActive('orderedList'),
    run: (chain) => chain.toggleOrderedList(),
  },
  {
    name: 'undo',
    path: 'M8 5 4 9l4 4M4.5 9H14a5 5 0 0 1 0 10H9',
    key: 'Z',
    can: (editor) => editor.can().undo(),
    run: (chain) => chain.undo(),
  },
  {
    name: 'redo',
    path: 'm16 5 4 4-4 4M19.5 9H10a5 5 0 0 0 0 10h5',
    key: 'Y',
    can: (editor) => editor.can().redo(),
    run: (chain) => chain.redo(),
  },
];

interface ToolbarProps {
  readonly bar: Ref<HTMLDivElement>;
  readonly editor: Editor;
  readonly disabled: boolean;
  readonly controls: string;
  readonly t: Translate;
}

/** One stop of the Tab key; the arrow keys go along it, Escape goes back to the text. */
export function Toolbar({ bar, editor, disabled, controls, t }: ToolbarProps) {
  const [stop, setStop] = useState(0);
  const [, redraw] = useState(0);
  useEffect(() => {
    const onTransaction = () => redraw((count) => count + 1);
    editor.on('transaction', onTransaction);
    return () => void editor.off('transaction', onTransaction);
  }, [editor]);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const bar = event.currentTarget;
    const isRightToLeft = getComputedStyle(bar).direction === 'rtl';
    const last = TOOLS.length - 1;
    const after = (stop + 1) % TOOLS.length;
    const before = stop > 0 ? stop - 1 : last;
    const stops: Record<string, number> = {
      ArrowRight: isRightToLeft ? before : after,
      ArrowLeft: isRightToLeft ? after : before,
      Home: 0,
      End: last,
    };
    const next = stops[event.key];
    if (event.key === 'Escape') editor.commands.focus();
    else if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    else bar.querySelectorAll('button')[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  const modifier = modifierKey();
  return (
    <div
      ref={bar}
      class="essay-toolbar"
      role="toolbar"
      aria-label={t('toolbar')}
      aria-controls={controls}
      onKeyDown={onKeyDown}
    >
      {TOOLS.map((tool, at) => {
        const { name, letter, path, key } = tool;
        const isOff = disabled || tool.can?.(editor) === false;
        return (
          <button
            key={name}
            type="button"
            class={`button quiet essay-tool essay-${name}`}
            tabIndex={at === stop ? 0 : -1}
            aria-label={letter || path ? t(name) : undefined}
            title={key ? `${t(name)} (${modifier.sign}${key})` : t(name)}
            aria-keyshortcuts={key && `${modifier.name}+${key}`}
            aria-pressed={tool.isOn?.(editor)}
            aria-disabled={isOff || undefined}
            onFocus={() => setStop(at)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => !isOff && tool.run(editor.chain().focus()).run()}
          >
            {letter && <span aria-hidden="true">{letter}</span>}
            {path && (
              <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d={path} />
              </svg>
            )}
            {!letter && !path && t(name)}
          </button>
        );
      })}
    </div>
  );
}
