type Key = Pick<KeyboardEvent, 'key' | 'isComposing' | 'keyCode'>;

/**
 * True for a key that an input method takes: Enter there ends a word of Japanese, Korean or Chinese, and asks nothing
 * of the page. Safari tells of that Enter after the composition has ended; only the key code 229 gives it away.
 */
export function isForInputMethod(event: Key): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** True for Enter that the student means for the page. */
export function isEnter(event: Key): boolean {
  return event.key === 'Enter' && !isForInputMethod(event);
}
