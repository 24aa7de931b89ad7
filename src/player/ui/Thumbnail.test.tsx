// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Thumbnail } from './Thumbnail';

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement('div');
  document.body.replaceChildren(root);
});

afterEach(() => render(null, root));

async function show(type: string, size: number) {
  const read = vi.fn(async () => new Blob(['x'], { type }));
  await act(async () => render(<Thumbnail type={type} size={size} name="drawing.jpg" read={read} />, root));
  const picture = () => root.querySelector('img');
  return { read, picture };
}

test('a picture that was handed in can be seen, under its name', async () => {
  const { picture } = await show('image/jpeg', 30_000);
  await vi.waitFor(() => expect(picture()?.src).toMatch(/^blob:/));
  expect(picture()?.alt).toBe('drawing.jpg');
});

test('a picture that is gone is held no longer', async () => {
  const { picture } = await show('image/jpeg', 30_000);
  await vi.waitFor(() => expect(picture()).not.toBeNull());
  const source = picture()?.src;
  const revoke = vi.spyOn(URL, 'revokeObjectURL');
  await act(() => render(null, root));
  expect(revoke).toHaveBeenCalledWith(source);
});

test.each([
  ['image/svg+xml', 30_000],
  ['application/pdf', 30_000],
  ['image/jpeg', 2 ** 25],
])('%s of %d bytes is not fetched to be shown', async (type, size) => {
  const { read, picture } = await show(type, size);
  expect(read).not.toHaveBeenCalled();
  expect(picture()).toBeNull();
});
