// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { change, showAssessment, showResult } from '../../src/player/test/question';
import type_ from './assessment';
import PictureChoiceResult from './results';

const options = ['https://a.example/1.png', 'data:image/png;base64,AA==', 'javascript:alert(1)'];

test('pictures are chosen like options, and told exactly as the author wrote them', () => {
  const { root, onChange } = showAssessment(type_.Assessment, null, { options });
  change(root.querySelectorAll('input')[1], { checked: true }, 'change');
  expect(onChange).toHaveBeenLastCalledWith('data:image/png;base64,AA==', { immediate: true });
});

test('each has a number for its name', () => {
  const { root } = showAssessment(type_.Assessment, null, { options });
  expect(root.querySelector('label')?.textContent).toBe('picture');
  expect(root.querySelector('img')?.getAttribute('alt')).toBe('');
});

test.each([
  ['https://a.example/1.png', true],
  ['http://localhost:8080/1.png', true],
  ['http://127.0.0.1/1.png', true],
  ['http://[::1]:5000/1.png', true],
  ['data:image/svg+xml;base64,AA==', true],
  ['http://a.example/1.png', false],
  ['http://localhost.a.example/1.png', false],
  ['http://127.0.0.1.a.example/1.png', false],
  ['data:text/html,<b>1</b>', false],
  ['data:image/bmp;base64,AA==', false],
  ['javascript:alert(1)', false],
  ['1.png', false],
])('%s is loaded as a picture: %j', (address, isLoaded) => {
  const { root } = showAssessment(type_.Assessment, null, { options: [address] });
  expect(root.querySelector('img')?.getAttribute('src') ?? null).toBe(isLoaded ? address : null);
});

test('no server of a picture learns where it stands', () => {
  const { root } = showAssessment(type_.Assessment, null, { options });
  const pictures = [...root.querySelectorAll('img')];
  expect(pictures.map((picture) => picture.getAttribute('referrerpolicy'))).toEqual(['no-referrer', 'no-referrer']);
});

test('what is no picture says so and can be chosen', () => {
  const { root, onChange } = showAssessment(type_.Assessment, null, { options });
  expect(root.querySelectorAll('label')[2]?.textContent).toBe('brokenpicture');
  change(root.querySelectorAll('input')[2], { checked: true }, 'change');
  expect(onChange).toHaveBeenLastCalledWith(options[2], { immediate: true });
});

test('a choice can be taken back', () => {
  const { root, onChange } = showAssessment(type_.Assessment, options[0] ?? null, { options });
  root.querySelector('button')?.click();
  expect(onChange).toHaveBeenLastCalledWith(null, { immediate: true });
});

test('a picture that does not load says so and stays choosable', () => {
  const { root, onChange } = showAssessment(type_.Assessment, null, { options });
  change(root.querySelector('img'), {}, 'error');
  expect(root.querySelector('.picture-choice-broken')?.textContent).toBe('broken');
  change(root.querySelector('input'), { checked: true }, 'change');
  expect(onChange).toHaveBeenLastCalledWith(options[0], { immediate: true });
});

test('the result marks the chosen picture in words', () => {
  const root = showResult(PictureChoiceResult, options[1] ?? '', { options });
  expect([...root.querySelectorAll('li')].map((item) => item.querySelector('.chosen-mark') !== null)).toEqual([
    false,
    true,
    false,
  ]);
});
