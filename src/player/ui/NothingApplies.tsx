import type { ChangeOptions } from '../questions/contract';
import type { AnswerValue } from '../server/wire';

interface NothingAppliesProps {
  readonly label: string;
  readonly value: AnswerValue;
  readonly disabled: boolean;
  onChange(value: AnswerValue, options: ChangeOptions): void;
}

/**
 * For who says that nothing applies, which is another thing than not to answer: an empty list that counts as
 * answered. It is always offered, since it would tell the right answer otherwise.
 */
export function NothingApplies({ label, value, disabled, onChange }: NothingAppliesProps) {
  const isSaid = saysNothing(value);
  if (disabled && !isSaid) return null;
  return (
    <button
      type="button"
      class="button quiet nothing-applies"
      aria-pressed={isSaid}
      disabled={disabled}
      onClick={() => onChange(isSaid ? null : [], { immediate: true })}
    >
      {isSaid && '✓ '}
      {label}
    </button>
  );
}

/** True for the answer that nothing applies. */
export function saysNothing(value: AnswerValue): boolean {
  return Array.isArray(value) && value.length === 0;
}
