import type { Translate } from '../page/texts';
import type { MathInput } from './MathField';

/**
 * What is on the key, the key of its name, and the LaTeX it inserts: `#0` takes the selection, `#?` is left to fill in.
 */
const KEYS: readonly (readonly [sign: string, name: string, latex: string])[] = [
  ['a/b', 'mathFraction', '\\frac{#@}{#?}'],
  ['x²', 'mathPower', '#@^{#?}'],
  ['x₁', 'mathIndex', '#@_{#?}'],
  ['√', 'mathRoot', '\\sqrt{#0}'],
  ['ⁿ√', 'mathNthRoot', '\\sqrt[#?]{#0}'],
  ['( )', 'mathBrackets', '\\left(#0\\right)'],
  ['|x|', 'mathAbsolute', '\\left|#0\\right|'],
  ['×', 'mathTimes', '\\times'],
  ['÷', 'mathDivide', '\\div'],
  ['±', 'mathPlusMinus', '\\pm'],
  ['=', 'mathEquals', '='],
  ['≠', 'mathNotEqual', '\\ne'],
  ['≤', 'mathAtMost', '\\le'],
  ['≥', 'mathAtLeast', '\\ge'],
  ['π', 'mathPi', '\\pi'],
  ['θ', 'mathTheta', '\\theta'],
  ['α', 'mathAlpha', '\\alpha'],
  ['∞', 'mathInfinity', '\\infty'],
  ['°', 'mathDegree', '\\degree'],
  ['sin', 'mathSin', '\\sin\\left(#0\\right)'],
  ['cos', 'mathCos', '\\cos\\left(#0\\right)'],
  ['tan', 'mathTan', '\\tan\\left(#0\\right)'],
  ['log', 'mathLog', '\\log\\left(#0\\right)'],
  ['ln', 'mathLn', '\\ln\\left(#0\\right)'],
  ['∑', 'mathSum', '\\sum_{#?}^{#?}'],
  ['∫', 'mathIntegral', '\\int_{#?}^{#?}'],
];

/** For a phone, where the editor and the device's keyboard do not always agree. */
const DIGITS = [...'0123456789', ',', '+', '-', 'x', 'y', 'n'];

const MOVES = [
  ['←', 'mathLeft', 'moveToPreviousChar'],
  ['→', 'mathRight', 'moveToNextChar'],
  ['⌫', 'mathDelete', 'deleteBackward'],
] as const;

interface MathKeysProps {
  /** The field that had the focus last. */
  readonly input: () => MathInput | null;
  readonly t: Translate;
}

/** Signs that a phone's keyboard does not have. Each can be typed too, so that the Tab key passes over them. */
export function MathKeys({ input, t }: MathKeysProps) {
  const key = (sign: string, name: string, press: (to: MathInput) => void) => (
    <button
      key={name}
      type="button"
      class="button"
      tabIndex={-1}
      // Who speaks to the browser says what can be seen: the sign is part of the name.
      aria-label={sign === name ? sign : `${t(name)} ${sign}`}
      title={t(name)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        const to = input();
        if (to) press(to);
      }}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <fieldset class="choices math-keys" dir="ltr" aria-label={t('mathKeys')}>
      <span class="math-digits">{DIGITS.map((digit) => key(digit, digit, (to) => to.insert(digit)))}</span>
      {KEYS.map(([sign, name, latex]) => key(sign, name, (to) => to.insert(latex)))}
      {MOVES.map(([sign, name, command]) => key(sign, name, (to) => to.command(command)))}
    </fieldset>
  );
}
