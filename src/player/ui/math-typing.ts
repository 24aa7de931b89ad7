import type { MathfieldElement } from 'mathlive';

/** One digit. */
const DIGIT = /^[0-9]$/;

/**
 * Mends what MathLive makes of some keys, so that what a student types is what they see and what is stored.
 *
 * - A backslash, and the key beside the left shift key of European keyboards (`<`, `>`, `|`), began a hidden mode for
 *   LaTeX whose text is in no value: what was
 *   typed from then on was lost. That mode is left out; the page has a field for LaTeX of its own.
 * - `log` had an index that took what follows: `log(b)` became a logarithm to the base b.
 * - An exponent ended after its first digit: `x^12` became x¹2. It takes the digits that follow at once.
 * - An index went on for ever: `H_2O` and `x_1+x_2` had all of it in the index. One that is a number ends where the
 *   number does.
 */
export function mendTyping(field: MathfieldElement): void {
  field.keybindings = field.keybindings.filter(({ command }) => !JSON.stringify(command).includes('switchMode'));
  field.inlineShortcuts = { ...field.inlineShortcuts, log: '\\log' };
  keepDigitsTogether(field);
  endNumbersInIndices(field);
}

function endNumbersInIndices(field: MathfieldElement): void {
  /** True right after the key that begins an index. */
  let isOpened = false;
  /** Where the caret is behind a number that is an index; nowhere for anything else. */
  let behind = Number.NaN;
  const type = (sign: string) => {
    const isNumber = isOpened || field.position === behind;
    if (DIGIT.test(sign) && isNumber) behind = field.position + 1;
    else {
      if (field.position === behind) field.executeCommand('moveAfterParent');
      behind = Number.NaN;
    }
    isOpened = sign === '_';
  };
  const forget = () => {
    isOpened = false;
    behind = Number.NaN;
  };
  // Before MathLive hears of the key. Keyboards on glass say their sign later, and only there.
  let said = '';
  field.addEventListener(
    'keydown',
    ({ key, ctrlKey, metaKey }) => {
      said = '';
      if (key === 'Shift' || key === 'AltGraph' || key === 'Unidentified') return;
      if (key.length > 1 || ctrlKey || metaKey) forget();
      else {
        said = key;
        type(key);
      }
    },
    { capture: true },
  );
  field.addEventListener(
    'beforeinput',
    ({ data, inputType }) => {
      // MathLive says it twice: once of the field in it.
      if (inputType !== 'insertText' || data?.length !== 1 || data === said) return;
      said = data;
      type(data);
    },
    { capture: true },
  );
  field.addEventListener('pointerdown', forget);
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
