// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import english from './locales/en.json';
import { inWords, isAnswered, questionType, questionTypeNames, takesAnswer } from './question-types';
import { question } from './test-doubles';
import { change, showAssessment } from './test-question';
import { createTexts } from './texts';
import type { AnswerValue } from './wire';

const options = { options: ['<b>1</b>', '2', '3'], optionsHtml: ['<b>1</b>', 'two', 'three'] };

function show(type: string, value: AnswerValue, settings: Record<string, unknown> = {}, disabled = false) {
  return showAssessment(questionType(type)?.Assessment, value, settings, { disabled });
}

test('every folder with an assessment is found', () => {
  const folders = readdirSync('../../question-types');
  expect(questionTypeNames().sort()).toEqual(
    folders.filter((f) => readdirSync(`../../question-types/${f}`).includes('assessment.tsx')).sort(),
  );
});

test.each(['paragraph', 'exam-intro', 'exam-outro'])('%s is shown and takes no answer', (type) => {
  expect(takesAnswer(question('q_1', type))).toBe(false);
});

describe.each(['single-line-text', 'multi-line-text'])('%s', (type) => {
  test('tells the text as it is typed, and nothing when it is emptied', () => {
    const { root, onChange } = show(type, '');
    const field = root.querySelector('input, textarea');
    change(field, { value: 'Paris ' }, 'input');
    change(field, { value: '' }, 'input');
    expect(onChange.mock.calls).toEqual([['Paris '], [null]]);
  });

  test('can be read and copied, but not changed, when it is closed', () => {
    const { root } = show(type, 'Paris', {}, true);
    expect(root.querySelector<HTMLInputElement>('input, textarea')?.readOnly).toBe(true);
  });

  test('says what is too long instead of cutting it off', () => {
    const { root } = show(type, 'abcdef', { maxLength: 4 });
    expect(root.querySelector('.character-count')?.textContent).toBe('2 characters too many');
    expect(root.querySelector<HTMLInputElement>('input, textarea')?.value).toBe('abcdef');
  });

  test('blank text is no answer', () => {
    expect(isAnswered(question('q_1', type), '  ')).toBe(false);
    expect(isAnswered(question('q_1', type), 'a')).toBe(true);
  });
});

describe('choices', () => {
  test('a single choice is the author’s exact string, saved at once, and can be taken back', () => {
    const { root, onChange } = show('multiple-choice-single-answer', '2', options);
    const radios = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    expect(radios.map((radio) => radio.checked)).toEqual([false, true, false]);
    change(radios[0], { checked: true }, 'change');
    root.querySelector('button')?.click();
    expect(onChange.mock.calls).toEqual([
      ['<b>1</b>', { immediate: true }],
      [null, { immediate: true }],
    ]);
  });

  test('several choices come in the order of the options', () => {
    const { root, onChange } = show('multiple-choice-multiple-answers', ['3'], options);
    change(root.querySelector('input'), { checked: true }, 'change');
    expect(onChange).toHaveBeenLastCalledWith(['<b>1</b>', '3'], { immediate: true });
    change(root.querySelectorAll('input')[2], { checked: false }, 'change');
    expect(onChange).toHaveBeenLastCalledWith(null, { immediate: true });
  });

  test('true and false are told as words of the wire, not of the language', () => {
    const { root, onChange } = show('true-false', null);
    expect([...root.querySelectorAll('label')].map((label) => label.textContent)).toEqual(['True', 'False']);
    change(root.querySelectorAll('input')[1], { checked: true }, 'change');
    expect(onChange).toHaveBeenCalledWith('false', { immediate: true });
  });

  test('options are named by a legend and shown as the author’s HTML', () => {
    const { root } = show('multiple-choice-single-answer', null, options);
    expect(root.querySelector('fieldset legend')?.textContent).toBe('Choose one answer');
    expect(root.querySelector('label b')?.textContent).toBe('1');
  });
});

describe('outside its editor an answer is shown in words', () => {
  const texts = createTexts('en', { player: english, 'picture-choice': { picture: 'Picture {{number}}' } });
  const sentence = { tokens: ['The', 'dog', 'ran'], sentence: 'The dog ran.' };

  test.each<[string, AnswerValue, Record<string, unknown>, string]>([
    ['multiple-choice-single-answer', '<b>1</b>', options, '1'],
    ['multiple-choice-single-answer', '<i>gone</i>', options, 'gone'],
    ['multiple-choice-multiple-answers', ['<b>1</b>', '2'], options, '1, two'],
    ['true-false', 'false', {}, 'False'],
    ['picture-choice', 'data:b', { options: ['data:a', 'data:b'] }, 'Picture 2'],
    ['picture-choice', null, { options: ['data:a'] }, ''],
    ['sentence-analysis', ['0-1:OND', 'PV:2-2'], sentence, 'The dog: OND\nran: finiteVerb'],
  ])('%s: %j, by its question', (type, value, settings, words) =>
    expect(inWords(question('q_1', type, settings), value, texts)).toBe(words),
  );

  test.each(questionTypeNames().filter((type) => takesAnswer(question('q_1', type))))(
    '%s has words for what is of no form it knows',
    (type) => {
      for (const value of [null, '', [], 'text', ['a', 'b']] satisfies AnswerValue[])
        expect(inWords(question('q_1', type), value, texts)).toBeTypeOf('string');
    },
  );

  test.each([
    ['single-line-text', 'Paris', 'Paris'],
    ['multiple-choice-multiple-answers', ['1', '2'], '1, 2'],
    ['essay', '<h2>Title</h2><p>a &lt; b &amp; <strong>c</strong></p>', 'Title\na < b & c\n'],
    ['upload-file', ['https://exams.example/files/file_1', 'photo.jpg'], 'photo.jpg'],
    ['voice-recorder', ['https://exams.example/files/file_1', 'recording.webm', 'audio/webm', '3'], 'recording.webm'],
    ['essay', null, ''],
    ['upload-file', null, ''],
  ])('%s: %j', (type, value, words) => expect(inWords(question('q_1', type), value, texts)).toBe(words));
});
