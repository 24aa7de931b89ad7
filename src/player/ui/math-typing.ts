import type { MathfieldElement } from 'mathlive';

/** One digit. */
const DIGIT = /^[0-9]$/;

/**
 * Mends what MathLive makes of some keys, so that what a student types is what they see and what is stored.
 *
 * - A backslash, and the key beside the left shift key of European keyboards (`<`, `>`, `|`), began a hidden mode for LaTeX whose text is in no value: what was
 *   typed from then on was lost. That mode is left out; the page has a field for LaTeX of its own.
 * - `log` had an index that took what follows: `log(b)` became a logarithm to the base b.
 * - An exponent ended after its first digit: `x^12` became x¹2. It takes the digits that follow at once.
 */
export function mendTyping(field: MathfieldElement): void {
  field.keybindings = field.keybindings.filter(({ command }) => !JSON.stringify(command).includes('switchMode'));
  field.inlineShortcuts = { ...field.inlineShortcuts, log: '\\log' };
  keepDigitsTogether(field);
}

function keepDigitsTogether(field: MathfieldElement): void {
  /** Where the digit before this one was put in; the caret is two places on when it left an exponent by itself. */
  let digitAt = Number.NaN;
  /** Where the caret is after an exponent that was just made longer. */
  let afterExponent = Number.NaN;
  const forget = () => {
    digitAt = Number.NaN;
    afterExponent = Number.NaN;
  };
  field.addEventListener('beforeinput', (event) => {
    const at = field.position;
    const isDigit = event.inputType === 'insertText' && DIGIT.test(event.data ?? '');
    const hasLeft = at === digitAt + 2 && field.getValue(at - 2, at, 'latex').includes('^');
    const isInExponent = hasLeft || at === afterExponent;
    forget();
    if (isDigit && isInExponent) {
      event.preventDefault();
      field.executeCommand('moveToPreviousChar');
      field.insert(event.data ?? '', { mode: 'math', feedback: false });
      field.executeCommand('moveAfterParent');
      afterExponent = field.position;
      // What is put in by a call is told to nobody.
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    } else if (isDigit) digitAt = at;
  });
  // Any other key, and a finger, puts the caret where the student wants it.
  field.addEventListener('keydown', (event) => {
    if (!DIGIT.test(event.key) && event.key !== 'Unidentified') forget();
  });
  field.addEventListener('pointerdown', forget);
}
