import { describe, expect, test } from 'vitest';
import { plainMath } from './plain';

test.each([
  ['\\frac{1}{2}', '1/2'],
  ['\\frac12', '1/2'],
  ['\\frac{x+1}{2}', '(x+1)/2'],
  ['-\\frac{1}{2}x + 3', '-(1/2)x + 3'],
  ['\\frac{1}{2x}', '1/(2x)'],
  ['\\sqrt{2}', '√2'],
  ['\\sqrt[3]{x+1}', '³√(x+1)'],
  ['x^2', 'x²'],
  ['x^{10}', 'x¹⁰'],
  ['e^{2x}', 'e^(2x)'],
  ['a_1', 'a_1'],
  ['90^\\circ', '90°'],
  ['\\left(x-2\\right)\\left(x-3\\right)=0', '(x-2)(x-3)=0'],
  ['\\left.x\\right|', 'x|'],
  ['2\\cdot 3', '2· 3'],
  ['\\alpha\\le\\pi', 'α ≤ π'],
  ['\\sin x', 'sin x'],
  ['\\text{if } x', 'if x'],
  ['\\ce{H2O}', 'H2O'],
  ['\\begin{aligned}a&=b\\\\c&=d\\end{aligned}', 'a =b; c =d'],
  ['50\\%', '50%'],
  ['\\{1,2\\}', '{1,2}'],
  ['\\placeholder{}+1', '▢+1'],
  ['', ''],
])('%s', (latex, plain) => expect(plainMath(latex)).toBe(plain));

describe('whatever it gets', () => {
  test.each([
    '\\',
    '{',
    '}',
    '^',
    '_',
    '\\frac',
    '\\frac{',
    '\\sqrt[',
    '\\sqrt[3',
    '\\left',
    '\\begin',
    '\\__proto__',
    '\\constructor',
    '^^^',
    '{{{{',
  ])('%s: it ends, without a backslash', (latex) => expect(plainMath(latex)).not.toMatch(/\\[A-Za-z]/));
});
