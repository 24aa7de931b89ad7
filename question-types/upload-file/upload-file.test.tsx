// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnswerValue } from '../../src/player/server/wire';
import { problem, unreachable } from '../../src/player/test/doubles';
import { fileServer, filesOf } from '../../src/player/test/files';
import { showAssessment, showResult } from '../../src/player/test/question';
import UploadFileResult from './results';
import UploadFile from './UploadFile';

const URL_1 = 'https://exams.example/files/file_1';
const photo = new File(['x'.repeat(2 ** 21)], 'photo.jpg', { type: 'image/jpeg' });

function show(
  value: AnswerValue = null,
  more: Parameters<typeof showAssessment>[3] = {},
  accept = ['image/*', '.pdf'],
) {
  const server = fileServer();
  const { files, answer } = filesOf(server.uploads);
  const shown = showAssessment(UploadFile, value, { acceptFileTypes: accept }, { files, ...more });
  return { ...shown, ...server, files, answer };
}

/** Chooses a file as the browser's own dialog does. */
function choose(root: HTMLElement, file: File): void {
  const input = root.querySelector('input');
  if (!input) throw new Error('There is no file input.');
  Object.defineProperty(input, 'files', { value: [file], configurable: true });
  void act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
}

const button = (root: HTMLElement, text: string) =>
  [...root.querySelectorAll('button')].find((found) => found.textContent === text);

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(1);
});

afterEach(() => {
  vi.useRealTimers();
});

test('the browser’s own file dialog offers what the question takes, and words say what that is', () => {
  const { root } = show();
  expect(root.querySelector('input')?.accept).toBe('image/*,.pdf');
  expect(root.textContent).toContain('You can hand in: pictures, PDF');
});

test('that a file can be dropped is said', () => {
  expect(show().root.querySelector('.file-drop-hint')?.textContent).toBe('You can also drop a file here.');
});

test('a file that has arrived is the answer', async () => {
  const { root, answer } = show();
  choose(root, photo);
  await vi.waitFor(() => expect(answer).toHaveBeenCalledWith(['file_1', 'photo.jpg'], true));
});

test('the name and the size of what is handed in stand there', () => {
  const { root, uploads, draw } = show();
  uploads.adopt([
    {
      id: 'file_1',
      questionId: 'q_1',
      url: URL_1,
      name: 'photo.jpg',
      type: 'image/jpeg',
      size: 1_572_864,
      offset: 1_572_864,
      complete: true,
    },
  ]);
  draw([URL_1, 'photo.jpg']);
  expect(root.querySelector('.file-name bdi')?.textContent).toBe('photo.jpg');
  expect(root.querySelector('.file-name')?.textContent).toContain('1.5 MB');
});

test('how much has arrived can be seen and heard', async () => {
  const { root, append } = show();
  const real = append.getMockImplementation();
  append.mockImplementation(async (...chunk) =>
    chunk[1] === 0 && real ? real(...chunk) : new Promise(() => undefined),
  );
  choose(root, photo);
  await vi.waitFor(() => expect(root.querySelector('.file-progress p')?.textContent).toContain('13%'));
  expect(root.querySelector('.file-progress [role=status]')?.textContent).toBe('0% uploaded');
});

test('without a connection it says that it goes on by itself', async () => {
  const { root, append } = show();
  append.mockResolvedValue(unreachable());
  choose(root, photo);
  await vi.waitFor(() => expect(root.textContent).toContain('Waiting for the connection.'));
});

test.each([
  ['is empty', new File([], 'a.jpg', { type: 'image/jpeg' }), 'The file is empty.'],
  ['is of another kind', new File(['x'], 'a.mp3', { type: 'audio/mpeg' }), 'Choose one of these: pictures, PDF'],
])('a file that %s is refused before anything is sent', (_name, file, said) => {
  const { root, create } = show();
  choose(root, file);
  expect(root.querySelector('[role=status]')?.textContent).toContain(said);
  expect(create).not.toHaveBeenCalled();
});

test('a refusal of the server says why in the student’s words', async () => {
  const { root, create } = show();
  create.mockResolvedValue(problem(400, 'file-not-accepted', [], { reason: 'too-large', maxBytes: 104_857_600 }));
  choose(root, photo);
  await vi.waitFor(() => expect(root.textContent).toContain('The file is too large: at most 100 MB.'));
});

test('a file that is dropped is taken like one that is chosen', () => {
  const { root, create } = show();
  const drop = Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
    dataTransfer: { files: [photo], types: ['Files'] },
  });
  void act(() => void root.querySelector('.file-answer')?.dispatchEvent(drop));
  expect(create).toHaveBeenCalled();
});

test('a file that is dropped beside the field does not take the place of the exam', () => {
  show();
  const drop = Object.assign(new Event('drop', { cancelable: true }), { dataTransfer: { types: ['Files'] } });
  dispatchEvent(drop);
  expect(drop.defaultPrevented).toBe(true);
});

test('stopping an upload leaves the focus in the question', async () => {
  const { root, create, uploads } = show();
  create.mockImplementation(() => new Promise(() => undefined));
  choose(root, photo);
  void act(() => button(root, 'Stop the upload')?.click());
  expect(uploads.underWay.value).toEqual([]);
  expect(document.activeElement).toBe(root.querySelector('input'));
});

test('removing clears the answer', () => {
  const { root, onChange } = show([URL_1, 'photo.jpg']);
  button(root, 'Remove the file')?.click();
  expect(onChange).toHaveBeenCalledWith(null, { immediate: true });
});

test('after a reload it says which file to choose again', () => {
  const { root, uploads, draw } = show();
  uploads.adopt([
    {
      id: 'file_1',
      questionId: 'q_1',
      url: URL_1,
      name: 'photo.jpg',
      type: 'image/jpeg',
      size: 9000,
      offset: 4096,
      complete: false,
    },
  ]);
  draw(null);
  expect(root.textContent).toContain('The upload of photo.jpg was interrupted.');
});

test('when it is closed the name can be read and nothing be chosen', () => {
  const { root } = show([URL_1, 'photo.jpg'], { disabled: true });
  expect(root.textContent).toContain('photo.jpg');
  expect(root.querySelector('input, button, label')).toBeNull();
});

test('a result names the file and gives it back', async () => {
  const readFile = vi.fn(async () => null);
  const root = showResult(UploadFileResult, [URL_1, 'photo.jpg'], {}, { readFile });
  expect(root.querySelector('bdi')?.textContent).toBe('photo.jpg');
  button(root, 'Download')?.click();
  expect(readFile).toHaveBeenCalledWith('file_1');
});
