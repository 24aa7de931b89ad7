import { describe, expect, test } from 'vitest';
import { isOfAnotherKind, kindsText } from './uploads-kinds';

describe('what the browser can tell before the server looks at the content', () => {
  test.each([
    ['a picture for a document', 'a.jpg', 'image/jpeg', ['.pdf', '.docx']],
    ['sound for pictures', 'a.mp3', 'audio/mpeg', ['image/*']],
    ['a document for sound', 'a.pdf', 'application/pdf', ['audio/*']],
  ])('%s is refused', (_name, name, type, accept) => {
    expect(isOfAnotherKind(new File(['x'], name, { type }), accept)).toBe(true);
  });

  test.each([
    ['a photo that the browser does not know', 'a.heic', '', ['image/*']],
    ['a picture under another of its endings', 'a.jpeg', 'image/jpeg', ['.jpg']],
    ['one document for another, which its content may be', 'a.docx', 'application/msword', ['.pdf']],
    ['sound in a container for moving pictures', 'a.mp4', 'video/mp4', ['audio/*']],
    ['anything where anything is taken', 'a.zip', 'application/zip', []],
    ['bytes of no kind', 'a.bin', 'application/octet-stream', ['image/*']],
  ])('%s is left to the server', (_name, name, type, accept) => {
    expect(isOfAnotherKind(new File(['x'], name, { type }), accept)).toBe(false);
  });
});

test('kinds are told in words, each once', () => {
  const words = kindsText(['image/*', '.pdf', 'application/pdf', 'weird'], (key) => key, 'en');
  expect(words).toBe('fileKindImages, PDF, weird');
});
