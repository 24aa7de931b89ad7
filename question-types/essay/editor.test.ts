// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addMissing } from '../../src/player/old-browsers';
import { createEditor, setHtml } from './editor';
import { htmlOf, MAX_BYTES, measure } from './measure';

const opened: Editor[] = [];
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
});

function open(html = '', isEditable = true) {
  const element = document.createElement('div');
  document.body.replaceChildren(element);
  const onUpdate = vi.fn<(html: string | null) => void>();
  const onToolbar = vi.fn();
  const onRefused = vi.fn();
  const editor = createEditor({ element, html, isEditable, attributes: {}, onUpdate, onToolbar, onRefused });
  opened.push(editor);
  return { editor, onUpdate, onToolbar, onRefused };
}

const html = (editor: Editor) => htmlOf(editor.state.doc);

function press(editor: Editor, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  editor.view.dom.dispatchEvent(event);
  return event;
}

function typed(editor: Editor, text: string): void {
  for (const sign of text) {
    const { from, to } = editor.state.selection;
    const insert = () => editor.state.tr.insertText(sign, from, to);
    if (!editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, sign, insert)))
      editor.view.dispatch(insert());
  }
}

describe('a reload shows', () => {
  test.each([
    '<h2>Title</h2><h3>Part</h3><p>A <strong>bold</strong> and <em>slanted</em> <u>line</u>.</p>',
    '<ul dir="auto"><li><p>one</p></li></ul><ol dir="auto" start="3"><li><p>three</p></li></ol>',
    '<p></p><p>one</p><p></p><p></p><p>four</p><p></p>',
    '<p>three   spaces and one at the end </p>',
    '<p>&nbsp;kept&nbsp;&nbsp;apart</p>',
    '<p>a<br>b<br></p>',
    '<p>1 &lt; 2 &amp; "3"</p>',
  ])('%s as it was', (written) => expect(html(open(written).editor)).toBe(written));
});

describe('no answer is', () => {
  test.each(['', '<p></p>', '<p> </p><p>&nbsp;</p>', '<p><br></p>', '<ul><li><p></p></li></ul>'])('%j', (written) =>
    expect(html(open(written).editor)).toBeNull(),
  );
});

describe('of what is pasted', () => {
  test.each([
    [
      'Word',
      '<p class="MsoNormal" style="margin:0"><b><span lang="NL">Word</span></b><o:p></o:p></p>',
      '<p><strong>Word</strong></p>',
    ],
    ['a heading', '<h1>Big</h1><p>a</p>', '<h2>Big</h2><p>a</p>'],
    ['a small heading', '<h4>Small</h4><p>a</p>', '<h3>Small</h3><p>a</p>'],
    ['a link', '<p><a href="https://elsewhere.example">link</a></p>', '<p>link</p>'],
    ['a bold style', '<p><span style="font-weight:700">heavy</span></p>', '<p><strong>heavy</strong></p>'],
    ['a picture', '<p>a<img src="https://elsewhere.example/x.png" onerror="x()">b</p>', '<p>ab</p>'],
    ['a colour', '<p style="color:red">a</p>', '<p>a</p>'],
    ['a quotation', '<blockquote><p>a</p></blockquote><p>b</p>', '<p>a</p><p>b</p>'],
    ['a table', '<table><tr><td>a</td><td>b</td></tr></table>', '<p>a</p><p>b</p>'],
    [
      'a list of other kinds',
      '<ol type="a"><li>a</li></ol><p>b</p>',
      '<ol dir="auto" type="a"><li><p>a</p></li></ol><p>b</p>',
    ],
  ])('%s is kept what fits', (_what, pasted, kept) => {
    const { editor } = open();
    editor.view.pasteHTML(pasted, new Event('paste') as ClipboardEvent);
    expect(html(editor)).toBe(kept);
  });

  test('what cannot fit is refused, and what stands there stays', () => {
    const { editor, onRefused } = open('<p>mine</p>');
    editor.view.pasteText('x'.repeat(MAX_BYTES + 1), new Event('paste') as ClipboardEvent);
    expect([html(editor), onRefused.mock.calls]).toEqual(['<p>mine</p>', [['pasteTooLong']]]);
  });

  test('numbers in plain text stay text', () => {
    const { editor } = open();
    editor.view.pasteText('1. a\n2. b', new Event('paste') as ClipboardEvent);
    expect(html(editor)).toBe('<p>1. a</p><p>2. b</p>');
  });

  test('a picture alone replaces nothing that is selected', () => {
    const { editor, onRefused } = open('<p>mine</p>');
    editor.commands.selectAll();
    editor.view.pasteHTML('<img src="https://elsewhere.example/x.png">', new Event('paste') as ClipboardEvent);
    expect([html(editor), onRefused.mock.calls]).toEqual(['<p>mine</p>', [['onlyText']]]);
  });

  test('it is cleaned in the middle of a word of an input method too', () => {
    const { editor } = open();
    const { dom } = editor.view;
    dom.dispatchEvent(new Event('compositionstart', { bubbles: true }));
    const event = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), {
      clipboardData: {
        files: [],
        getData: (type: string) => (type === 'text/html' ? '<p>a<img src="x.png"></p>' : 'a'),
      },
    });
    dom.dispatchEvent(event);
    expect([event.defaultPrevented, html(editor)]).toEqual([true, '<p>a</p>']);
  });

  test.each(['paste', 'drop'])('a file is refused (%s)', (type) => {
    const { editor, onRefused } = open('<p>mine</p>');
    const data = { files: [new File([], 'x.png')], getData: () => '' };
    const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), {
      clipboardData: data,
      dataTransfer: data,
    });
    editor.view.dom.dispatchEvent(event);
    expect([event.defaultPrevented, onRefused.mock.calls]).toEqual([true, [['onlyText']]]);
  });
});

describe('the keyboard', () => {
  test.each([
    ['b', '<p><strong>word</strong></p>'],
    ['i', '<p><em>word</em></p>'],
    ['u', '<p><u>word</u></p>'],
  ])('Ctrl+%s sets what is selected', (key, expected) => {
    const { editor } = open('<p>word</p>');
    editor.commands.selectAll();
    press(editor, key, { ctrlKey: true });
    expect(html(editor)).toBe(expected);
  });

  test('Ctrl+Z takes back and Ctrl+Y brings again', () => {
    const { editor } = open('<p>a</p>');
    editor.commands.insertContentAt(2, 'b');
    press(editor, 'z', { ctrlKey: true });
    const undone = html(editor);
    press(editor, 'y', { ctrlKey: true });
    expect([undone, html(editor)]).toEqual(['<p>a</p>', '<p>ab</p>']);
  });

  test.each(['<p>a</p>', '<ul><li><p>a</p></li></ul>'])('Tab is left to the page in %s', (written) => {
    const { editor } = open(written);
    expect(press(editor, 'Tab').defaultPrevented).toBe(false);
  });

  test('Alt+F10 asks for the toolbar', () => {
    const { editor, onToolbar } = open('<p>a</p>');
    press(editor, 'F10', { altKey: true });
    expect(onToolbar).toHaveBeenCalledOnce();
  });

  test('Enter makes another item, and on an empty one ends the list', () => {
    const { editor } = open('<ul><li><p>a</p></li></ul>');
    editor.commands.setTextSelection(4);
    press(editor, 'Enter');
    press(editor, 'Enter');
    typed(editor, 'b');
    expect(html(editor)).toBe('<ul dir="auto"><li><p>a</p></li></ul><p>b</p>');
  });

  test.each(['**a** ', '_a_ ', '# a', '- a', '1. a'])('%j stays what was typed', (text) => {
    const { editor } = open();
    typed(editor, text);
    expect(html(editor)).toBe(`<p>${text}</p>`);
  });
});

describe('another text from outside', () => {
  test('is shown and not told', () => {
    const { editor, onUpdate } = open('<p>mine</p>');
    setHtml(editor, '<h2>theirs</h2>');
    expect([html(editor), onUpdate.mock.calls]).toEqual(['<h2>theirs</h2>', []]);
  });

  test('leaves the caret where the text is the same', () => {
    const { editor } = open('<p>one</p><p>two</p>');
    editor.commands.setTextSelection(2);
    setHtml(editor, '<p>one</p><p>three</p><p>four</p>');
    expect([html(editor), editor.state.selection.from]).toEqual(['<p>one</p><p>three</p><p>four</p>', 2]);
  });

  test('can be none', () => {
    const { editor } = open('<p>mine</p>');
    setHtml(editor, '');
    expect(html(editor)).toBeNull();
  });
});

describe('how much is written', () => {
  test('words of all blocks', () =>
    expect(measure(open('<h2>one two</h2><p>three<br>four</p>').editor.state.doc, 'en').words).toBe(4));

  test('bytes of its HTML in UTF-8', () => expect(measure(open('<p>é</p>').editor.state.doc, 'en').bytes).toBe(9));

  test('follows a change', () => {
    const { editor } = open('<p>one</p><p>two</p>');
    measure(editor.state.doc, 'en');
    editor.commands.insertContentAt(1, 'zero ');
    expect(measure(editor.state.doc, 'en').words).toBe(3);
  });
});

describe('in a browser that lacks what the editor uses', () => {
  const native = [
    [Array.prototype, 'findLast'],
    [Object, 'hasOwn'],
  ] as const;
  const saved = native.map(([owner, name]) => Object.getOwnPropertyDescriptor(owner, name));
  beforeEach(() => {
    for (const [owner, name] of native) Reflect.deleteProperty(owner, name);
    addMissing(Array.prototype, Object);
  });
  afterEach(() => {
    native.forEach(([owner, name], at) => {
      Object.defineProperty(owner, name, saved[at] ?? {});
    });
  });

  test('what is written is told', () => {
    const { editor, onUpdate } = open('<p>a</p>');
    editor.commands.insertContentAt(2, 'b');
    expect(onUpdate).toHaveBeenLastCalledWith('<p>ab</p>');
  });
});
