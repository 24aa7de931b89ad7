// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { beforeAll, expect, test, vi } from 'vitest';
import { change, showAssessment, showResult } from '../../src/player/test/question';
import FormulaEditor from './FormulaEditor';
import FormulaResult from './results';

// MathLive needs a real browser; there it is tried in EveryTypeTests. Here it is a field of the same events.
vi.mock('@examlet/player/mathematics', async () => {
  const { MathKeys } = await import('../../src/player/ui/MathKeys');
  return {
    MathKeys,
    MathField: ({
      value,
      label,
      disabled,
      onInput,
    }: {
      value: string;
      label: string;
      disabled: boolean;
      onInput(latex: string): void;
    }) => (
      <input
        class="math"
        aria-label={label}
        value={value}
        readOnly={disabled}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    ),
  };
});

const show = (value: string | null, disabled = false) => showAssessment(FormulaEditor, value, {}, { disabled });
const press = (root: HTMLElement, selector: string) =>
  void act(() => root.querySelector<HTMLButtonElement>(selector)?.click());

beforeAll(() => void vi.stubGlobal('MathfieldElement', undefined));

test('a formula is told as LaTeX, and as nothing when it is emptied', () => {
  const { root, onChange } = show('x');
  change(root.querySelector('.math'), { value: 'x^2' }, 'input');
  change(root.querySelector('.math'), { value: '' }, 'input');
  expect(onChange.mock.calls).toEqual([['x^2'], [null]]);
});

test('who writes LaTeX can do so in a plain field with the same value', () => {
  const { root, onChange } = show('\\frac{1}{2}');
  press(root, '.math-switch');
  const field = root.querySelector<HTMLInputElement>('.text-field');
  expect(field?.value).toBe('\\frac{1}{2}');
  change(field, { value: '\\pi' }, 'input');
  expect(onChange).toHaveBeenLastCalledWith('\\pi');
});

test('every key has its sign in its name', () => {
  const { root } = show(null);
  const keys = [...root.querySelectorAll('.math-keys button')];
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !key.getAttribute('aria-label')?.includes(key.textContent ?? '?'))).toEqual([]);
});

test('closed it can be read and not changed, and has no keys', () => {
  const { root } = show('x', true);
  expect(root.querySelector<HTMLInputElement>('.math')?.readOnly).toBe(true);
  expect(root.querySelector('button')).toBeNull();
});

test('the result can be read in words before it is drawn', () => {
  expect(showResult(FormulaResult, 'x^2').textContent).toBe('x²');
});
