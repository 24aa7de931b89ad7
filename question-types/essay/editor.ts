import { Editor } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { UndoRedo } from '@tiptap/extensions';

/** Tab leaves the editor, also inside a list: a keyboard is all that some students have. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});

interface EditorOptions {
  readonly element: HTMLElement;
  readonly html: string;
  readonly isEditable: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text changed: its HTML, null when there is none. */
  onUpdate(html: string | null): void;
  /** The student wants to leave the text for the toolbar. */
  onToolbar(): void;
  /** The selection or what applies to it changed. */
  onSelection(): void;
}

/** An editor of headings, lists, bold, italic and underlined text. Whatever else is pasted becomes text. */
export function createEditor({
  element,
  html,
  isEditable,
  attributes,
  onUpdate,
  onToolbar,
  onSelection,
}: EditorOptions): Editor {
  return new Editor({
    element,
    content: html,
    editable: isEditable,
    injectCSS: false,
    parseOptions: { preserveWhitespace: 'full' },
    extensions: [
      Document,
      Paragraph,
      Text,
      Heading.configure({ levels: [2, 3] }),
      BulletList,
      OrderedList,
      Item,
      Bold,
      Italic,
      Underline,
      HardBreak,
      UndoRedo,
    ],
    editorProps: {
      attributes: { ...attributes },
      handleKeyDown: (_view, event) => {
        const isAsked = event.altKey && event.key === 'F10';
        if (isAsked) onToolbar();
        return isAsked;
      },
    },
    onUpdate: ({ editor }) => onUpdate(htmlOf(editor)),
    onTransaction: onSelection,
  });
}

/** The answer; null when nothing is written. */
export function htmlOf(editor: Editor): string | null {
  return editor.isEmpty ? null : editor.getHTML();
}

/** Shows another text, without telling of it. */
export function setHtml(editor: Editor, html: string): void {
  editor.commands.setContent(html, { emitUpdate: false, parseOptions: { preserveWhitespace: 'full' } });
}
