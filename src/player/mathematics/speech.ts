import type { Translate } from '../page/texts';

/** Signs by the key of the text that names them. */
const SIGNS: Readonly<Record<string, string>> = {
  '+': 'mathSpokenPlus',
  '-': 'mathSpokenMinus',
  '−': 'mathSpokenMinus',
  '×': 'mathTimes',
  '⋅': 'mathTimes',
  '·': 'mathTimes',
  '÷': 'mathDivide',
  '/': 'mathDivide',
  ':': 'mathDivide',
  '±': 'mathPlusMinus',
  '=': 'mathEquals',
  '≠': 'mathNotEqual',
  '≤': 'mathAtMost',
  '≥': 'mathAtLeast',
  '<': 'mathSpokenLess',
  '>': 'mathSpokenMore',
  '∞': 'mathInfinity',
  '∑': 'mathSum',
  '∫': 'mathIntegral',
  '(': 'mathSpokenOpen',
  ')': 'mathSpokenClose',
  '∘': 'mathDegree',
  '°': 'mathDegree',
  sin: 'mathSin',
  cos: 'mathCos',
  tan: 'mathTan',
  log: 'mathLog',
  ln: 'mathLn',
};
/** Signs that are not seen. */
const UNSEEN = /[\u2061-\u2064\u200b]/g;

/** A formula as a person would say it, out of its MathML, in the page's language. */
export function speech(element: Element, t: Translate): string {
  const say = (node: Element | undefined): string => (node ? speech(node, t) : '');
  const all = () => [...element.children].map(say).filter(Boolean).join(' ');
  const [first, second, third] = [...element.children];
  switch (element.localName) {
    case 'annotation':
    case 'mspace':
    case 'mphantom':
      return '';
    case 'semantics':
      return say(first);
    case 'mi':
    case 'mn':
    case 'mo':
    case 'mtext':
      return sign(element.textContent ?? '', t);
    case 'mfrac':
      return t(isShort(first) && isShort(second) ? 'mathSpokenOver' : 'mathSpokenFraction', {
        top: say(first),
        bottom: say(second),
      });
    case 'msqrt':
      return t('mathSpokenRoot', { of: all() });
    case 'mroot':
      return t('mathSpokenNthRoot', { of: say(first), degree: say(second) });
    case 'msup':
      return raised(say(first), second, t);
    case 'msub':
      return t('mathSpokenIndex', { base: say(first), index: say(second) });
    case 'msubsup':
    case 'munderover':
      return isRange(first)
        ? t('mathSpokenFromTo', { base: say(first), from: say(second), to: say(third) })
        : raised(t('mathSpokenIndex', { base: say(first), index: say(second) }), third, t);
    case 'munder':
      return t('mathSpokenUnder', { base: say(first), from: say(second) });
    case 'mover':
      return say(first);
    case 'mtr':
      return `${[...element.children].map(say).filter(Boolean).join(', ')};`;
    default:
      return all();
  }
}

function raised(base: string, power: Element | undefined, t: Translate): string {
  const text = (power?.textContent ?? '').trim();
  if (text === '2') return t('mathSpokenSquared', { base });
  if (text === '3') return t('mathSpokenCubed', { base });
  if (text === '∘' || text === '°') return `${base} ${sign(text, t)}`;
  if (/^[′']+$/.test(text)) return `${base}${text}`;
  return t('mathSpokenPower', { base, power: power ? speech(power, t) : '' });
}

function sign(text: string, t: Translate): string {
  const seen = text.replace(UNSEEN, '').trim();
  const key = Object.hasOwn(SIGNS, seen) ? SIGNS[seen] : undefined;
  // The names stand with a capital on the buttons of the editor.
  return key === undefined ? seen : t(key).toLocaleLowerCase();
}

/** One sign, number or letter: no end has to be told. */
function isShort(element: Element | undefined): boolean {
  return (element?.querySelectorAll('mi, mn, mo').length ?? 0) <= 1;
}

function isRange(base: Element | undefined): boolean {
  return /^[∑∏∫]/.test(base?.textContent ?? '');
}
