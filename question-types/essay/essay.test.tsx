// @vitest-environment happy-dom

import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { question } from '../../src/player/test-doubles';
import { showAssessment, showResult } from '../../src/player/test-question';
import type_ from './assessment';
import EssayEditor from './EssayEditor';
import { createEditor, htmlOf } from './editor';
import EssayResult from './results';
import { countWords, fullness, MOST_BYTES, textOfHtml, wordsBySpaces } from './words';

describe('words', () => {
  test.each([
    ['en', 'Hello, world!', 2],
    ['en', "Don't stop: it's twenty-one.", 4],
    ['nl', "Zo'n foto’s in ’s-Hertogenbosch", 4],
    ['fr', "L'été dernier", 2],
    ['ar', 'القط على السجادة', 3],
    ['en', '3.14 is a number', 4],
    ['en', 'Yes 🎉🎉 no', 2],
    ['en', '   ', 0],
    ['en', '— – …', 0],
  ])('in %s %j are %d', (locale, text, count) => expect(countWords(text, locale)).toBe(count));

  test('Chinese, Japanese and Thai are counted though they have no spaces', () => {
    expect(countWords('我们学习数学', 'zh')).toBeGreaterThan(1);
    expect(countWords('私は学生です', 'ja')).toBeGreaterThan(1);
    expect(countWords('ฉันรักคณิตศาสตร์', 'th')).toBeGreaterThan(1);
  });

  test('without the browser’s help spaces and signs count', () => {
    expect(wordsBySpaces('Hello, world 3.14')).toBe(3);
    expect(wordsBySpaces('数学 is fun')).toBe(4);
  });

  test('of two paragraphs do not run together', () =>
    expect(countWords(textOfHtml('<p>one</p><p>two</p>'), 'en')).toBe(2));
});

test('an answer is full at 256 KiB of UTF-8', () => expect(fullness('é'.repeat(MOST_BYTES / 2))).toBe(1));

describe('the editor', () => {
  const open = (html = '') => {
    const onUpdate = vi.fn();
    const element = document.createElement('div');
    document.body.replaceChildren(element);
    const editor = createEditor({
      element,
      html,
      isEditable: true,
      attributes: {},
      onUpdate,
      onToolbar: vi.fn(),
      onSelection: vi.fn(),
    });
    return { editor, onUpdate };
  };

  test.each([
    '<h2>Title</h2><p>A <strong>bold</strong> and <em>slanted</em> <u>line</u>.</p>',
    '<ul><li><p>one</p></li><li><p>two</p></li></ul><ol><li><p>first</p></li></ol>',
    '<p>one</p><p></p><p>three  spaces </p>',
    '<p>a<br>b</p>',
  ])('keeps %s through a reload', (html) => expect(htmlOf(open(html).editor)).toBe(html));

  test.each([
    [
      '<p class="MsoNormal" style="margin:0"><b style="mso-bidi">Word</b><o:p></o:p></p>',
      '<p><strong>Word</strong></p>',
    ],
    ['<p>a<script>alert(1)</script><img src="https://elsewhere.example/x.png" onerror="x()">b</p>', '<p>ab</p>'],
    ['<h1>Big</h1>', '<p>Big</p>'],
    ['<p><a href="https://elsewhere.example">link</a></p>', '<p>link</p>'],
    ['<p><span style="font-weight:700">heavy</span></p>', '<p><strong>heavy</strong></p>'],
    ['<svg><circle/></svg><p>x</p>', '<p>x</p>'],
  ])('cleans what is pasted: %s', (pasted, kept) => {
    const { editor } = open();
    editor.commands.insertContent(pasted);
    expect(htmlOf(editor)?.replace(/<p><\/p>/g, '')).toBe(kept);
  });

  test('of an empty text is no answer', () => expect(htmlOf(open('<p></p>').editor)).toBeNull());

  test('undoes and redoes', () => {
    const { editor } = open('<p>a</p>');
    editor.commands.insertContent('b');
    editor.commands.undo();
    expect(htmlOf(editor)).toBe('<p>a</p>');
    editor.commands.redo();
    expect(htmlOf(editor)).toContain('b');
  });
});

describe('on the page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const shown = (value: string | null, settings = {}, disabled = false) => {
    const shown = showAssessment(EssayEditor, value, settings, { disabled });
    void act(() => undefined);
    return shown;
  };
  const field = (root: HTMLElement) => root.querySelector('[role=textbox]');

  test('it is a text box with the name of the question', () => {
    const { root } = shown('<p>Hello</p>');
    expect(field(root)?.getAttribute('aria-labelledby')).toBe('heading');
    expect(field(root)?.textContent).toBe('Hello');
  });

  test('a button turns its paragraph into a heading and says that it is on', () => {
    const { root, onChange } = shown('<p>Title</p>');
    const button = root.querySelector<HTMLButtonElement>('.essay-heading');
    void act(() => button?.click());
    expect(onChange).toHaveBeenLastCalledWith('<h2>Title</h2>');
    expect(button?.getAttribute('aria-pressed')).toBe('true');
  });

  test('the toolbar is one stop of the Tab key', () => {
    const { root } = shown('<p>Title</p>');
    expect(root.querySelectorAll('[role=toolbar] [tabindex="0"]')).toHaveLength(1);
  });

  test('another text from outside replaces what stands there', () => {
    const { root, draw, onChange } = shown('<p>mine</p>');
    draw('<p>theirs</p>');
    expect(field(root)?.textContent).toBe('theirs');
    expect(onChange).not.toHaveBeenCalled();
  });

  test('closed it can be read and not changed', () => {
    const { root } = shown('<p>Hello</p>', {}, true);
    expect(field(root)?.getAttribute('contenteditable')).toBe('false');
    expect(root.querySelector('[role=toolbar]')).toBeNull();
  });

  test.each([
    [{ minWords: 3 }, 'words · atLeast'],
    [{ minWords: 2 }, 'words'],
    [{ maxWords: 5 }, 'words · atMost'],
    [{ maxWords: 1 }, 'words · tooMany'],
  ])('%j is said beside the count', (settings, text) => {
    const { root } = shown('<p>two words</p>', settings);
    expect(root.querySelector('.character-count')?.textContent).toBe(text);
  });
});

test('spaces alone are no answer', () => {
  expect(type_.isAnswered?.('<p> </p><p></p>', question('q_1', 'essay'))).toBe(false);
  expect(type_.isAnswered?.('<p>a</p>', question('q_1', 'essay'))).toBe(true);
});

test('the result is the sanitised text', () => {
  const root = showResult(EssayResult, '<p onclick="x()">a</p>', {}, { valueHtml: '<p>a</p>' });
  expect(root.querySelector('p[onclick]')).toBeNull();
  expect(root.querySelector('.prose')?.innerHTML).toBe('<p>a</p>');
});
