// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, test, vi } from 'vitest';
import { fetchPurifier } from '../html/shown';
import { Html } from './Html';

test('HTML is drawn again when it can be made safe, and what was plain stays as it stands', async () => {
  const root = document.createElement('div');
  await act(() =>
    render(
      <>
        <Html html="<p>one</p>" />
        <Html html='<p lang="nl">een</p>' />
      </>,
      root,
    ),
  );
  const plain = root.querySelector('p');
  expect(root.querySelector('[lang]')).toBeNull();
  await act(() => fetchPurifier());
  await vi.waitFor(() => expect(root.querySelector('[lang=nl]')?.textContent).toBe('een'));
  expect(root.querySelector('p')).toBe(plain);
});
