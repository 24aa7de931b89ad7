// @vitest-environment happy-dom
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import arabic from '../locales/ar.json';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { AnswerValue } from '../server/wire';
import { question } from '../test/doubles';
import { change, showAssessment } from '../test/question';
import { inWords, missingIn, reviewTypeNames } from '../ui/answers';
import { isAnswered, questionType, questionTypeNames, takesAnswer } from './registry';

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

  test('counts the characters that a person sees', () => {
    const { root } = show(type, '👍🏽🇳🇱e\u0301', { maxLength: 20 });
    expect(root.querySelector('.character-count')?.textContent).toBe('3 of 20 characters');
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

  test('that none of several applies is an answer', () => {
    const type = 'multiple-choice-multiple-answers';
    const said = show(type, null, options);
    const button = said.root.querySelector<HTMLButtonElement>('.nothing-applies');
    expect(button?.getAttribute('aria-pressed')).toBe('false');
    button?.click();
    expect(said.onChange).toHaveBeenLastCalledWith([], { immediate: true });

    const again = show(type, [], options);
    const pressed = again.root.querySelector<HTMLButtonElement>('.nothing-applies');
    expect(pressed?.getAttribute('aria-pressed')).toBe('true');
    pressed?.click();
    expect(again.onChange).toHaveBeenLastCalledWith(null, { immediate: true });
    expect(isAnswered(question('q_1', type, options), [])).toBe(true);
    expect(inWords(question('q_1', type, options), [], createTexts('en', { player: english }))).not.toBe('');
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
  const texts = createTexts('en', {
    player: english,
    'picture-choice': { picture: 'Picture {{number}}' },
    'voice-recorder': { yourRecordingFor: 'Your recording, {{length}}' },
  });
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

  test.each<[string, Record<string, unknown>]>([
    ['multiple-choice-multiple-answers', { options: ['أول', 'ثان'], optionsHtml: ['أول', 'ثان'] }],
    ['fill-in-blank', { textHtml: '___ ___' }],
    ['no-type-of-ours', {}],
  ])('%s: several are told apart by the comma of the language', (type, settings) =>
    expect(inWords(question('q_1', type, settings), ['أول', 'ثان'], createTexts('ar', { player: arabic }))).toBe(
      'أول، ثان',
    ),
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
    [
      'voice-recorder',
      ['https://exams.example/files/file_1', 'recording.webm', 'audio/webm', '3'],
      'Your recording, \u20680:03\u2069',
    ],
    ['voice-recorder', ['https://exams.example/files/file_1', 'song.mp3'], 'song.mp3'],
    ['formula', '\\frac{1}{2}x^2', '(1/2)x²'],
    ['math-notebook', ['x^2-4=0', '', 'x=\\pm2'], 'x²-4=0\nx= ± 2'],
    ['essay', null, ''],
    ['upload-file', null, ''],
  ])('%s: %j', (type, value, words) => expect(inWords(question('q_1', type), value, texts)).toBe(words));
});

describe('what an answer lacks is said by its type', () => {
  const own = {
    essay: {
      words_one: '{{count}} word',
      words_other: '{{count}} words',
      atLeast: 'at least {{least}}',
      atMost: 'at most {{most}}',
    },
    'fill-in-blank': { filled: '{{count}} of {{total}} filled in' },
    matching: { matchedSoFar: '{{count}} of {{total}} matched' },
    'sentence-analysis': { labelledWords: '{{count}} of {{total}} words labelled', verbMissing: 'verb not marked' },
    'date-year': { noYear: 'no year', unfinished: 'not complete', noSuchDate: 'no such day' },
    formula: { emptyBox: 'an empty box' },
    'math-notebook': { emptyBox: 'an empty box' },
  };
  const texts = createTexts('en', { player: english, ...own });
  const pairs = { left: ['a', 'b'], right: ['1', '2'], leftHtml: ['a', 'b'], rightHtml: ['1', '2'] };
  const sentence = { tokens: ['The', 'dog', 'ran'], requirePersoonsvorm: true };

  test.each<[string, AnswerValue, Record<string, unknown>, string]>([
    ['essay', '<p>one two</p><p>three</p>', { minWords: 5 }, '3 words, at least 5'],
    ['essay', '<p>one two three</p>', { minWords: 1, maxWords: 2 }, '3 words, at most 2'],
    ['essay', '<p>one two three</p>', { minWords: 3 }, ''],
    ['essay', '<p>one</p>', {}, ''],
    ['single-line-text', 'abcdef', { maxLength: 4 }, '2 characters too many'],
    ['multi-line-text', 'abcd', { maxLength: 4 }, ''],
    ['fill-in-blank', ['red', ' '], { textHtml: 'a ___ b ___' }, '1 of 2 filled in'],
    ['fill-in-blank', ['red', 'blue'], { textHtml: 'a ___ b ___' }, ''],
    ['matching', ['a = 1'], pairs, '1 of 2 matched'],
    ['matching', ['a = 1', 'b = 2'], pairs, ''],
    ['sentence-analysis', ['0-1:OND'], sentence, '2 of 3 words labelled; verb not marked'],
    ['sentence-analysis', ['0-1:OND', '2-2:WG', 'PV:2-2'], sentence, ''],
    ['date-year', '19x', { dateType: 'year' }, 'no year'],
    ['date-year', '1925', { dateType: 'year' }, ''],
    ['date-year', '1925--31', { dateType: 'full-date' }, 'not complete'],
    ['date-year', '1925-02-31', { dateType: 'full-date' }, 'no such day'],
    ['formula', '\\frac{1}{\\placeholder{}}', {}, 'an empty box'],
    ['math-notebook', ['x', '\\sqrt{\\placeholder{}}'], {}, 'an empty box'],
    ['math-notebook', ['x'], {}, ''],
    ['true-false', 'true', {}, ''],
  ])('%s: %j', (type, value, settings, words) =>
    expect(missingIn(question('q_1', type, settings), value, texts)).toBe(words),
  );

  test('no answer lacks nothing: it is not answered', () => {
    for (const type of questionTypeNames()) expect(missingIn(question('q_1', type, sentence), null, texts)).toBe('');
  });

  test('every type with words of its own is found', () => {
    const folders = readdirSync('../../question-types');
    expect(reviewTypeNames().sort()).toEqual(
      folders.filter((f) => readdirSync(`../../question-types/${f}`).includes('review.tsx')).sort(),
    );
  });
});
