// @vitest-environment happy-dom
import { options, render } from 'preact';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepTextsWhole } from './whole-texts';

let root: HTMLElement;
const { vnode } = options;

beforeEach(() => {
  keepTextsWhole();
  root = document.body.appendChild(document.createElement('div'));
});

afterEach(() => {
  if (vnode) options.vnode = vnode;
  else delete options.vnode;
  render(null, root);
  root.remove();
});

/**
 * What a page translator does, as is known of Chromium's: every text goes into two elements, and its own node is thrown
 * away or moved.
 */
function translate(moves = false): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    const outer = document.createElement('font');
    text.replaceWith(outer);
    const inner = outer.appendChild(document.createElement('font'));
    if (moves) inner.append(text);
    else inner.textContent = text.data.toUpperCase();
  }
}

for (const moves of [false, true]) {
  const kind = moves ? 'moved' : 'replaced';

  test(`a text that changes after its node was ${kind} is shown`, () => {
    render(<p>one</p>, root);
    translate(moves);
    render(<p>two</p>, root);
    expect(root.textContent).toBe('two');
  });

  test(`a text of several parts changes as a whole after it was ${kind}`, () => {
    const parts = (count: number) => (
      <p>
        {count} of {3}
      </p>
    );
    render(parts(1), root);
    translate(moves);
    render(parts(2), root);
    expect(root.textContent).toBe('2 of 3');
  });

  test(`a text beside elements changes and goes after it was ${kind}`, () => {
    const line = (text: string | false, isMarked: boolean) => (
      <p>
        {isMarked && <i />}
        {text}
        {/* biome-ignore lint/complexity/noUselessFragments: a text can stand in a fragment */}
        <>
          {text && '…'}
          <b>!</b>
        </>
      </p>
    );
    render(line('one', false), root);
    translate(moves);
    render(line('two', true), root);
    expect(root.textContent?.toLowerCase()).toBe('two…!');
    translate(moves);
    render(line(false, false), root);
    expect(root.textContent).toBe('!');
  });

  test(`an element takes the place of a text that was ${kind}, and gives it back`, () => {
    render(<p>one</p>, root);
    translate(moves);
    render(
      <p>
        <b>two</b>
      </p>,
      root,
    );
    expect(root.innerHTML).toBe('<p><b>two</b></p>');
    translate(moves);
    render(<p>three</p>, root);
    expect(root.innerHTML).toBe('<p>three</p>');
  });
}

test('a text that does not change stays translated', () => {
  render(<p>one</p>, root);
  translate();
  render(<p>one</p>, root);
  expect(root.textContent).toBe('ONE');
});

test('an element without a text is empty', () => {
  render(<p>{false}</p>, root);
  expect(root.innerHTML).toBe('<p></p>');
});
