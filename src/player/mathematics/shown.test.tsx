// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import english from '../locales/en.json';
import { createTexts } from '../page/texts';
import type { Session } from '../session/session';
import { Html } from '../ui/Html';
import { PlayerContext } from '../ui/player';

const HALF = '<p>Half: <inline-math>\\frac{1}{2}x</inline-math></p>';

// KaTeX draws in no document without a doctype.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' });

/** A page that has not fetched anything yet: shows the HTML in it, in a label when asked for. */
async function show(html: string, isNamed = false) {
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  const content = <Html html={html} />;
  await act(async () =>
    render(
      <PlayerContext.Provider value={{ session: {} as Session, texts: createTexts('en', { player: english }) }}>
        {isNamed ? <button type="button">{content}</button> : content}
      </PlayerContext.Provider>,
      root,
    ),
  );
  return root;
}

const arrives = (root: HTMLElement) => vi.waitFor(() => expect(root.querySelector('math')).not.toBeNull());

test('until it is drawn a formula has a place, and its source is not seen', async () => {
  const root = await show(HALF);
  expect(root.textContent).not.toContain('\\');
  expect(root.querySelector<HTMLElement>('.math-place')?.style.width).toMatch(/em$/);
  expect(root.querySelector('.visually-hidden')?.textContent).toBe('(1/2)x');
  await arrives(root);
  expect(root.querySelector('.math-place')).toBeNull();
});

test('once it is here, a formula is drawn before the page is painted', async () => {
  const root = await show(HALF);
  expect(root.querySelector('math')).not.toBeNull();
});

test('what is named by its text is named in words', async () => {
  const root = await show('<inline-math>y=-\\frac{1}{2}x^2+\\sqrt{3}</inline-math>', true);
  expect(root.querySelector('math')?.getAttribute('aria-label')).toBe(
    'y equals minus 1 over 2 x squared plus the square root of 3, end of root',
  );
});

test('a formula runs from left to right, also in a text that does not', async () => {
  const root = await show(HALF);
  expect(root.querySelector('inline-math')?.getAttribute('dir')).toBe('ltr');
});

test('what cannot be read stands as plain text', async () => {
  const root = await show('<inline-math>\\frac{1}{2} \\nosuchthing{x}</inline-math>');
  expect(root.querySelector('.math-plain')?.textContent).toBe('1/2 nosuchthing x');
});
