// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { question } from '../../src/player/test/doubles';
import { showLive } from '../../src/player/test/live';
import { showAssessment, showResult } from '../../src/player/test/question';
import essay from './assessment';
import EssayEditor from './EssayEditor';
import { MAX_BYTES } from './measure';
import EssayResult from './results';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  const shown = document.querySelector('#shown');
  if (shown) void act(() => render(null, shown));
  shown?.remove();
  vi.useRealTimers();
});

function show(value: string | null, settings: Record<string, unknown> = {}, disabled = false) {
  const shown = showAssessment(EssayEditor, value, settings, { disabled });
  const field = shown.root.querySelector<HTMLElement & { editor: Editor }>('[role=textbox]');
  if (!field) throw new Error('There is no text box.');
  const button = (name: string) => {
    const found = shown.root.querySelector<HTMLButtonElement>(`.essay-${name}`);
    if (!found) throw new Error(`There is no button ${name}.`);
    return found;
  };
  return { ...shown, field, editor: field.editor, button };
}

function write(editor: Editor, text: string): void {
  void act(() => void editor.commands.insertContentAt(editor.state.doc.content.size - 1, text));
}

const later = (ms: number) => void act(() => void vi.advanceTimersByTime(ms));
const count = (root: HTMLElement) => root.querySelector('.character-count')?.textContent;
const spoken = (root: HTMLElement) => root.querySelector('.visually-hidden[role=status]')?.textContent;

function key(name: string): void {
  void act(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  });
}

describe('the text', () => {
  test('is a box of several lines with the name of the question', () => {
    const { field } = show('<p>Hello</p>');
    expect(['aria-multiline', 'aria-labelledby', 'spellcheck'].map((name) => field.getAttribute(name))).toEqual([
      'true',
      'heading',
      'false',
    ]);
  });

  test('is described by the count and the keys', () => {
    const { root, field } = show('<p>Hello</p>');
    const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(ids.map((id) => root.querySelector(`#${id}`)?.textContent)).toEqual(['words', 'keys']);
  });

  test('is told as HTML', () => {
    const { editor, onChange } = show('<p>Hello</p>');
    write(editor, '!');
    expect(onChange).toHaveBeenLastCalledWith('<p>Hello!</p>');
  });

  test('that was emptied is told as none', () => {
    const { editor, onChange } = show('<p>Hello</p>');
    void act(() => void editor.commands.clearContent(true));
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  test('that comes back from the player moves no caret', () => {
    const { root } = showLive(EssayEditor, '<p>Hello</p>', {});
    const editor = root.querySelector<HTMLElement & { editor: Editor }>('[role=textbox]')?.editor;
    void act(() => void editor?.chain().setTextSelection(3).insertContent('x').run());
    expect([editor?.getText(), editor?.state.selection.from]).toEqual(['Hexllo', 4]);
  });

  test('from outside replaces what stands there', () => {
    const { field, draw, onChange } = show('<p>mine</p>');
    draw('<p>theirs</p>');
    expect([field.textContent, onChange.mock.calls]).toEqual(['theirs', []]);
  });
});

describe('closed', () => {
  test('it can be read and reached, and not changed', () => {
    const { field } = show('<p>Hello</p>', {}, true);
    expect(['contenteditable', 'aria-readonly', 'tabindex'].map((name) => field.getAttribute(name))).toEqual([
      'false',
      'true',
      '0',
    ]);
  });

  test('no button does anything', () => {
    const { button, onChange } = show('<p>Hello</p>', {}, true);
    void act(() => button('heading').click());
    expect([button('heading').getAttribute('aria-disabled'), onChange.mock.calls]).toEqual(['true', []]);
  });

  test('it opens again', () => {
    let disabled = true;
    const Again: typeof EssayEditor = (props) => <EssayEditor {...props} disabled={disabled} />;
    const { root, draw } = showAssessment(Again, '<p>Hello</p>');
    disabled = false;
    draw('<p>Hello</p>');
    const field = root.querySelector('[role=textbox]');
    expect([field?.getAttribute('contenteditable'), field?.getAttribute('aria-readonly')]).toEqual(['true', null]);
  });
});

describe('the toolbar', () => {
  test('has a name, and each button too', () => {
    const { root } = show('<p>Title</p>');
    const names = [...root.querySelectorAll('[role=toolbar] button')].map(
      (button) => button.getAttribute('aria-label') ?? button.textContent,
    );
    expect([root.querySelector('[role=toolbar]')?.getAttribute('aria-label'), ...names]).toEqual(
      'toolbar heading subheading bold italic underline bullets numbers undo redo'.split(' '),
    );
  });

  test.each([
    ['heading', '<h2>Title</h2>'],
    ['subheading', '<h3>Title</h3>'],
    ['bullets', '<ul dir="auto"><li><p>Title</p></li></ul>'],
    ['numbers', '<ol dir="auto"><li><p>Title</p></li></ol>'],
  ])('%s changes the paragraph, and once more takes it back', (name, html) => {
    const { button, onChange } = show('<p>Title</p>');
    void act(() => button(name).click());
    void act(() => button(name).click());
    expect(onChange.mock.calls.map(([value]) => value)).toEqual([html, '<p>Title</p>']);
  });

  test('a button says that it is on where the caret is', () => {
    const { editor, button } = show('<h2>Title</h2><p>text</p>');
    void act(() => void editor.commands.setTextSelection(2));
    const inHeading = button('heading').getAttribute('aria-pressed');
    void act(() => void editor.commands.setTextSelection(10));
    expect([inHeading, button('heading').getAttribute('aria-pressed')]).toEqual(['true', 'false']);
  });

  test('undo is off until there is something to undo', () => {
    const { editor, button } = show('<p>Title</p>');
    const before = button('undo').getAttribute('aria-disabled');
    write(editor, '!');
    expect([before, button('undo').getAttribute('aria-disabled')]).toEqual(['true', null]);
  });

  test('is one stop of the Tab key', () => {
    const { root } = show('<p>Title</p>');
    expect(root.querySelectorAll('[role=toolbar] [tabindex="0"]')).toHaveLength(1);
  });

  test.each([
    ['ltr', 'ArrowRight', 'subheading'],
    ['ltr', 'ArrowLeft', 'redo'],
    ['rtl', 'ArrowLeft', 'subheading'],
    ['rtl', 'ArrowRight', 'redo'],
    ['ltr', 'End', 'redo'],
  ])('%s: %s goes from the first to %s', (direction, name, next) => {
    const { root, button } = show('<p>Title</p>');
    root.style.direction = direction;
    void act(() => button('heading').focus());
    key(name);
    expect([document.activeElement, button(next).tabIndex]).toEqual([button(next), 0]);
    root.style.direction = '';
  });

  test('Alt+F10 leads to it from the text', () => {
    const { field, button } = show('<p>Title</p>');
    void act(() => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'F10', altKey: true, bubbles: true, cancelable: true }));
    });
    expect(document.activeElement).toBe(button('heading'));
  });

  test('Escape leads back to the text', () => {
    const { field, button } = show('<p>Title</p>');
    void act(() => button('heading').focus());
    key('Escape');
    later(100);
    expect(document.activeElement).toBe(field);
  });
});

describe('beside the text', () => {
  test.each([
    [{}, 'words'],
    [{ minWords: 3 }, 'words · moreNeeded'],
    [{ minWords: 2 }, 'words'],
    [{ maxWords: 5 }, 'words · atMost'],
    [{ maxWords: 1 }, 'words · tooMany'],
  ])('%j is said with the count', (settings, text) => {
    const { root } = show('<p>two words</p>', settings);
    expect(count(root)).toBe(text);
  });

  test.each([
    [0.89, 'words'],
    [0.9, 'words · nearlyFull'],
    [1, 'words · nearlyFull'],
    [1.001, 'words · overFull'],
  ])('an answer that is %d of 256 KiB is said to be %s', (part, text) => {
    const { root } = show(`<p>${'é'.repeat(Math.ceil(((MAX_BYTES - 7) * part) / 2) - (part === 1 ? 1 : 0))}</p>`);
    expect(count(root)).toBe(text);
  });

  test('the count follows a moment later, not at each key', () => {
    const { root, editor } = show('<p>one</p>', { minWords: 2 });
    write(editor, ' two');
    const atOnce = count(root);
    later(300);
    expect([atOnce, count(root)]).toEqual(['words · moreNeeded', 'words']);
  });

  test('it is spoken when a limit is reached', () => {
    const { root, editor } = show('<p>one</p>', { maxWords: 1 });
    write(editor, ' two');
    later(300);
    later(2_000);
    expect(spoken(root)).toBe('words · tooMany');
  });

  test('nothing is spoken while nothing changes that matters', () => {
    const { root, editor } = show('<p>one</p>', { maxWords: 10 });
    write(editor, ' two');
    later(300);
    later(2_000);
    expect(spoken(root)).toBe('');
  });
});

describe('an answer', () => {
  test.each(['<p> </p><p></p>', '<p>&nbsp;</p>', '<p><br></p>', null])('is not %s', (value) =>
    expect(essay.isAnswered?.(value, question('q_1', 'essay'))).toBe(false),
  );

  test('is any text', () => expect(essay.isAnswered?.('<p>a</p>', question('q_1', 'essay'))).toBe(true));
});

describe('the result', () => {
  test('is the sanitised text', () => {
    const root = showResult(EssayResult, '<p onclick="x()">a</p>', {}, { valueHtml: '<p>a</p>' });
    expect(root.querySelector('.prose')?.innerHTML).toBe('<p>a</p>');
  });

  test('is the plain text where the server shows no HTML of it', () => {
    const root = showResult(EssayResult, '<p>a <b>b</b></p>', {}, { valueHtml: '' });
    expect(root.querySelector('.written')?.textContent?.trim()).toBe('a b');
  });

  test('has the count of its words', () => {
    const root = showResult(EssayResult, '', {}, { valueHtml: '<p>a</p>' });
    expect(root.querySelector('.hint')?.textContent).toBe('words');
  });
});
