// TipTap and ProseMirror read HTML by what this sets up.
import '@examlet/player/purify';
import { createDocument, Editor } from '@tiptap/core';
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
import { inert } from './inert';
import { htmlOf, MAX_BYTES } from './measure';
import { cleanPasted } from './paste';

/** Why something could not be put into the text. */
export type PasteRefusal = 'onlyText' | 'pasteTooLong';

const KEEP_SPACES = { preserveWhitespace: 'full' } as const;

/** What another program calls its largest heading is a heading here too, and the smaller ones are subheadings. */
const Headings = Heading.extend({
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((size) => ({ tag: `h${size}`, attrs: { level: size < 3 ? 2 : 3 } })),
}).configure({ levels: [2, 3] });

/** Tab leaves the editor, also inside a list: a keyboard is all that some students have. */
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});

/** The side of a list's bullets follows its words. That of a paragraph needs no attribute: the style sheet does it. */
const directed = {
  addAttributes(this: { parent?: (() => object) | null | undefined }) {
    return { ...this.parent?.(), dir: { default: 'auto', parseHTML: () => 'auto' } };
  },
};

interface EditorOptions {
  readonly element: HTMLElement;
  readonly html: string;
  readonly isEditable: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text changed: its HTML, null when there is none. */
  onUpdate(html: string | null): void;
  /** The student wants to leave the text for the toolbar. */
  onToolbar(): void;
  onRefused(why: PasteRefusal): void;
}

/**
 * An editor of headings, lists, bold, italic and underlined text. Whatever else is pasted becomes text; nothing that is
 * typed turns into something else.
 */
export function createEditor(options: EditorOptions): Editor {
  const { element, html, isEditable, attributes, onUpdate, onToolbar, onRefused } = options;
  const refuse = (view: Editor['view'], event: Event, data: DataTransfer | null) => {
    const why = data && view.editable ? refusal(data) : null;
    if (!why) return false;
    event.preventDefault();
    onRefused(why);
    return true;
  };
  let created: Editor | undefined;
  const isClosed = () => !(created?.options.editable ?? isEditable);
  created = new Editor({
    element,
    content: inert(html),
    editable: isEditable,
    injectCSS: false,
    parseOptions: KEEP_SPACES,
    enableInputRules: false,
    enablePasteRules: false,
    extensions: [
      Document,
      Paragraph,
      Text,
      Headings,
      BulletList.extend(directed),
      OrderedList.extend({ ...directed, addProseMirrorPlugins: () => [] }),
      Item,
      Bold,
      Italic,
      Underline,
      HardBreak,
      UndoRedo,
    ],
    editorProps: {
      attributes: () => (isClosed() ? { ...attributes, 'aria-readonly': 'true' } : { ...attributes }),
      // Told after the text has changed: a change takes back what was said before.
      transformPastedHTML: (pasted) => cleanPasted(pasted, () => setTimeout(() => onRefused('onlyText'))),
      handleDOMEvents: {
        paste: (view, event) => refuse(view, event, event.clipboardData) || pasteWhileComposing(view, event),
        drop: (view, event) => refuse(view, event, event.dataTransfer),
      },
      handlePaste: (_view, _event, slice) => {
        if (slice.size > 0 && slice.size <= MAX_BYTES) return false;
        onRefused(slice.size > 0 ? 'pasteTooLong' : 'onlyText');
        return true;
      },
      handleDrop: (_view, _event, slice) => slice.size === 0 || slice.size > MAX_BYTES,
      handleKeyDown: (_view, event) => {
        const isAsked = event.altKey && event.key === 'F10';
        if (isAsked) onToolbar();
        return isAsked;
      },
    },
    onUpdate: ({ editor }) => onUpdate(htmlOf(editor.state.doc)),
  });
  return created;
}

/** Pictures and files have no place in the text, and dropped on the page a file would replace it. */
function refusal(data: DataTransfer): PasteRefusal | null {
  const text = data.getData('text/plain');
  if (text.length > MAX_BYTES) return 'pasteTooLong';
  return data.files.length > 0 && text === '' && data.getData('text/html') === '' ? 'onlyText' : null;
}

/**
 * In the middle of a word that an input method makes, the browser would paste by itself: uncleaned, pictures and all.
 */
function pasteWhileComposing(view: Editor['view'], event: ClipboardEvent): boolean {
  if (!view.composing || !view.editable || !event.clipboardData) return false;
  event.preventDefault();
  const html = event.clipboardData.getData('text/html');
  if (html) view.pasteHTML(html, event);
  else view.pasteText(event.clipboardData.getData('text/plain'), event);
  return true;
}

/** Shows another text, without telling of it. What is the same stays untouched, and the caret with it. */
export function setHtml(editor: Editor, html: string): void {
  const { doc, tr } = editor.state;
  const next = createDocument(inert(html), editor.schema, KEEP_SPACES);
  const start = doc.content.findDiffStart(next.content);
  const end = doc.content.findDiffEnd(next.content);
  if (start === null || !end) return;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  editor.view.dispatch(
    tr.replace(start, end.a + overlap, next.slice(start, end.b + overlap)).setMeta('preventUpdate', true),
  );
}
