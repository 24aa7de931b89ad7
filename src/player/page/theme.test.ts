import { expect, test } from 'vitest';
import { contrast, parseHex, readable, themeVariables } from './theme';

const WHITE = [255, 255, 255] as const;

test.each(['#ffff00', '#ffffff', '#f5a623', '#00e5ff', '#4f46e5', '#000', '#abc'])(
  'white text on %s is readable once it is the theme',
  (color) => {
    const primary = parseHex(themeVariables(color)['--primary']);
    expect(primary && contrast(primary, WHITE)).toBeGreaterThanOrEqual(4.5);
  },
);

test('a colour that is readable stays as the host gave it', () => {
  expect(themeVariables('#4F46E5')['--primary']).toBe('#4f46e5');
});

test('the shade goes no further than it must', () => {
  const shade = readable([245, 166, 35]);
  expect(contrast(shade, WHITE)).toBeLessThan(4.8);
});

test.each([null, undefined, '', 'red', 'red;}', '#12', '#12345', 'url(#fff)'])('%j is the default colour', (color) => {
  expect(themeVariables(color)['--primary']).toBe('#1d4ed8');
});
