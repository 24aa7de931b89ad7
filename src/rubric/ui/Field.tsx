import { useStaff } from '../../staff/ui/context';
import { useEditing } from './context';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly isNumber?: boolean;
  readonly isLong?: boolean;
  readonly hint?: string;
  readonly onChange: (value: string) => void;
}

/**
 * A field with its label, and with its fault once faults are shown. Numbers are typed as text: no wheel changes them.
 */
export function Field({ id, label, value, isNumber = false, isLong = false, hint, onChange }: FieldProps) {
  const editing = useEditing();
  const { t } = useStaff().texts;
  const fault = editing.showsFaults.value ? editing.faults.value.find(({ field }) => field === id) : undefined;
  const shared = {
    id,
    class: 'text-field',
    value,
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-more`,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div class={isNumber ? 'field number' : isLong ? 'field long' : 'field'}>
      <label for={id}>{label}</label>
      {isLong ? (
        <textarea {...shared} dir="auto" rows={1} maxLength={2_000} />
      ) : (
        <input
          {...shared}
          type="text"
          dir={isNumber ? undefined : 'auto'}
          inputMode={isNumber ? 'decimal' : 'text'}
          autocomplete="off"
          maxLength={isNumber ? 12 : 300}
        />
      )}
      <p id={`${id}-more`} class={fault ? 'fault' : 'hint'}>
        {fault ? t(fault.key) : hint}
      </p>
    </div>
  );
}
