// @vitest-environment happy-dom
import { beforeAll, describe, expect, test } from 'vitest';
import { fetchPurifier } from '../../src/player/html/shown';
import { question } from '../../src/player/test/doubles';
import { change, showAssessment, showResult } from '../../src/player/test/question';
import type_ from './assessment';
import { entriesOf, filled, readText } from './blanks';
import counts from './blanks.json';
import FillInBlankResult from './results';

const roses = { textHtml: '<p>Roses are <b>___</b>, violets are _____.</p>' };
const inputs = (root: HTMLElement) => [...root.querySelectorAll('input')];

// With all parts of the page here.
beforeAll(fetchPurifier);

// The server counts the same texts in BlanksTests, and sends `safe` where its sanitiser takes something out.
test.each(counts as { html: string; safe?: string; blanks: number }[])('$html has $blanks blanks', (text) => {
  expect(readText(text.safe ?? text.html).around).toHaveLength(text.blanks);
});

describe('the text', () => {
  test('has a blank for each run of three or more underscores, also inside bold, lists and tables', () => {
    expect(readText('<ul><li>a ___</li></ul><table><tr><td>____</td></tr></table> __').around).toHaveLength(2);
  });

  test('tells of each blank what stands around it', () => {
    expect(readText(roses.textHtml).around).toEqual([
      { before: 'Roses are', after: ', violets are' },
      { before: ', violets are', after: '.' },
    ]);
  });

  test('does not run together what stands in lines and cells of its own', () => {
    const html = '<p>Translate.</p><table><tr><td>cat</td><td>a pet</td><td>___</td></tr><tr><td>dog</td></tr></table>';
    expect(readText(html).around).toEqual([{ before: 'Translate. cat a pet', after: 'dog' }]);
  });

  test('tells whole words of a long sentence, no more than fit', () => {
    const long = 'one two three four five six seven eight nine ten eleven twelve';
    expect(readText(`${long} ___ ${long}`).around).toEqual([
      { before: 'six seven eight nine ten eleven twelve', after: 'one two three four five six seven eight' },
    ]);
  });

  test('keeps cells and items that have no blank', () => {
    const { root } = showAssessment(type_.Assessment, null, {
      textHtml:
        '<table><tbody><tr><th>EN</th><th colspan="2">NL</th></tr><tr><td>cat</td><td>___</td></tr>' +
        '</tbody></table><ul><li>one</li><li>___</li></ul>',
    });
    expect([...root.querySelectorAll('tr > th, tr > td')].map((cell) => cell.textContent)).toEqual([
      'EN',
      'NL',
      'cat',
      '',
    ]);
    expect(root.querySelector('th:last-child')?.getAttribute('colspan')).toBe('2');
    expect(root.querySelectorAll('ul > li')).toHaveLength(2);
  });

  test('keeps its formulas, which are drawn in their places', () => {
    const { root } = showAssessment(type_.Assessment, null, {
      textHtml: '<p>If <inline-math>x^2 = 4</inline-math> then x is ___.</p>',
    });
    expect(root.querySelector('p inline-math')?.textContent).toContain('x² = 4');
  });

  test('without a blank is shown as it is', () => {
    const { root } = showAssessment(type_.Assessment, null, { textHtml: '<p>Just a <em>text</em></p>' });
    expect(root.querySelector('em')?.textContent).toBe('text');
    expect(inputs(root)).toHaveLength(0);
  });
});

test('each blank is a field in its place, named by its number and surroundings', () => {
  const { root } = showAssessment(type_.Assessment, null, roses);
  expect(root.querySelector('p b input')).not.toBeNull();
  expect(inputs(root).map((input) => input.getAttribute('aria-label'))).toEqual([
    'blank: Roses are … , violets are',
    'blank: , violets are … .',
  ]);
});

test('an answer has an entry for each blank', () => {
  const { root, onChange } = showAssessment(type_.Assessment, ['red'], roses);
  change(inputs(root)[1], { value: 'blue' }, 'input');
  expect(onChange).toHaveBeenLastCalledWith(['red', 'blue']);
});

test('when the last blank is emptied there is no answer', () => {
  const { root, onChange } = showAssessment(type_.Assessment, ['', 'blue'], roses);
  change(inputs(root)[1], { value: '' }, 'input');
  expect(onChange).toHaveBeenLastCalledWith(null);
});

test('it counts as answered when every blank is filled', () => {
  expect(type_.isAnswered?.(['red', ' '], question('q_1', 'fill-in-blank', roses))).toBe(false);
  expect(type_.isAnswered?.(['red', 'blue'], question('q_1', 'fill-in-blank', roses))).toBe(true);
});

test('closed it can be read and not changed', () => {
  const { root } = showAssessment(type_.Assessment, ['red', 'blue'], roses, { disabled: true });
  expect(inputs(root).every((input) => input.readOnly)).toBe(true);
  expect(inputs(root).map((input) => input.value)).toEqual(['red', 'blue']);
});

test('a value of another form is read as far as it goes', () => {
  expect(entriesOf('red', 2)).toEqual(['red', '']);
  expect(entriesOf(['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
  expect(filled(['', ''], 1, 'x')).toEqual(['', 'x']);
});

test('its own echo leaves what stands in the fields', () => {
  const { root, draw } = showAssessment(type_.Assessment, ['re', ''], roses);
  const field = inputs(root)[0];
  draw(['red', '']);
  expect(inputs(root)[0]).toBe(field);
  expect(field?.value).toBe('red');
});

test('the result is the text with the words in it', () => {
  const root = showResult(FillInBlankResult, ['red', 'blue'], roses);
  expect(root.textContent).toBe('Roses are red, violets are blue.');
});

test('the result tells an empty blank from a word', () => {
  const root = showResult(FillInBlankResult, ['red', ' '], roses);
  expect(root.textContent).toBe('Roses are red, violets are (empty).');
});
