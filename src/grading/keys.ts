import { isForInputMethod } from '../player/page/input-method';
import { asciiDigits } from './judgement';

/** What a key asks for. */
export type Command =
  | { readonly kind: 'type'; readonly key: string }
  | { readonly kind: 'level'; readonly index: number }
  | {
      readonly kind:
        | 'erase'
        | 'next'
        | 'forward'
        | 'back'
        | 'undo'
        | 'clear'
        | 'comment'
        | 'used-comments'
        | 'same'
        | 'still-holds'
        | 'help'
        | 'leave-field';
    };

type Key = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode'
>;

/** Where the key was pressed. `points` is the field for points, `text` any other field for text. */
export type Place = 'page' | 'points' | 'text' | 'control';

/** The most levels of a criterion that have a letter. */
export const LETTERS = 'abcdefgh';

const WORDS: Readonly<Record<string, Exclude<Command['kind'], 'type' | 'level'>>> = {
  u: 'undo',
  x: 'clear',
  m: 'comment',
  r: 'used-comments',
  s: 'same',
  k: 'still-holds',
};

/**
 * What a key asks for, or null. While somebody types into a field only keys ask for something that write nothing there.
 * `isOn`: shortcuts of a single character have not been turned off.
 */
export function commandOf(event: Key, place: Place, isOn: boolean, isRtl = false): Command | null {
  if (isForInputMethod(event) || event.altKey) return null;
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key === 'Enter') return { kind: 'next' };
    return key.toLowerCase() === 'z' && !event.shiftKey && place !== 'text' && place !== 'points'
      ? { kind: 'undo' }
      : null;
  }
  if (place === 'text') return key === 'Escape' ? { kind: 'leave-field' } : null;
  if (key === 'Enter') return place === 'control' ? null : { kind: 'next' };
  if (place === 'points') return key === 'Escape' ? { kind: 'leave-field' } : null;
  if (!isOn) return null;
  if (key === 'ArrowRight' || key === 'ArrowLeft')
    return place === 'control' ? null : { kind: (key === 'ArrowRight') === isRtl ? 'back' : 'forward' };
  if (key === 'Backspace') return { kind: 'erase' };
  if (key === '?' || key === '؟') return { kind: 'help' };
  if (key === '.' || key === ',' || key === '٫') return { kind: 'type', key: '.' };
  const digit = asciiDigits(key);
  if (/^\d$/.test(digit)) return { kind: 'type', key: digit };
  const letter = letterOf(event);
  if (letter === null || event.shiftKey) return null;
  const index = LETTERS.indexOf(letter);
  if (index >= 0) return { kind: 'level', index };
  const kind = WORDS[letter];
  return kind ? { kind } : null;
}

/** The letter of a key, also on a keyboard of another script: then by its place. */
function letterOf({ key, code }: Pick<Key, 'key' | 'code'>): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const isOther = [...key].length === 1 && (key.codePointAt(0) ?? 0) > 0x7f;
  return isOther ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? null) : null;
}

/** Where an element stands, for {@link commandOf}. */
export function placeOf(element: Element | null): Place {
  if (!element) return 'page';
  if (element.matches('[data-points]')) return 'points';
  if (element.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'))
    return 'text';
  // What is chosen with the space bar leaves Enter to the page.
  if (element.closest('[data-choice]')) return 'page';
  return element.closest('button, a, summary, audio, video, iframe, dialog, input, label') ? 'control' : 'page';
}
