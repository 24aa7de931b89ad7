import { expect, test } from 'vitest';
import { isOfAnotherKind } from './kinds';

const file = (name: string, type: string) => new File(['x'], name, { type });

test.each([
  ['film.flv', 'video/x-flv', ['.flv']],
  ['song.aiff', 'audio/aiff', ['.AIFF']],
  ['tune.mid', 'audio/midi', ['.pdf', '.mid']],
  ['take.xyz', 'audio/x-something-new', ['.xyz']],
])(
  'a file with the very ending that is asked for goes to the server, which has the last word: %s',
  (name, type, accept) => {
    expect(isOfAnotherKind(file(name, type), accept)).toBe(false);
  },
);

test('a recording where a document is asked for is told at once', () => {
  expect(isOfAnotherKind(file('a.mp3', 'audio/mpeg'), ['.pdf'])).toBe(true);
});
