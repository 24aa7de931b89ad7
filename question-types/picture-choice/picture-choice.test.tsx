// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { change, showAssessment, showResult } from '../../src/player/test-question';
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

test('no address but that of a picture is ever loaded, and none learns where it stands', () => {
  const { root } = showAssessment(type_.Assessment, null, { options });
  const pictures = [...root.querySelectorAll('img')];
  expect(pictures.map((picture) => picture.getAttribute('src'))).toEqual(options.slice(0, 2));
  expect(pictures.every((picture) => picture.getAttribute('referrerpolicy') === 'no-referrer')).toBe(true);
});

test('a picture that does not load says so and stays choosable', () => {
  const { root, onChange } = showAssessment(type_.Assessment, null, { options });
  change(root.querySelector('img'), {}, 'error');
  expect(root.querySelector('.picture-broken')?.textContent).toBe('broken');
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
