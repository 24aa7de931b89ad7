import type { Signal } from '@preact/signals';
import { TAKES_MINUTES } from '../acts';
import type { Entries, Faults, OpenedAction } from '../draft';
import { useMonitor } from './context';

interface FieldsProps {
  readonly opened: OpenedAction;
  readonly entries: Signal<Entries>;
  readonly faults: Faults;
}

const MINUTES = [5, 10, 15] as const;

/** What an action needs to know. */
export function ActionFields({ opened, entries, faults }: FieldsProps) {
  const { texts } = useMonitor();
  const { action, suggested } = opened;
  const takesMinutes = TAKES_MINUTES.has(action) && !suggested;
  const isMessage = action === 'announce';
  const enter = (field: keyof Entries) => (event: { currentTarget: { value: string } }) => {
    entries.value = { ...entries.peek(), [field]: event.currentTarget.value };
  };
  const marks = (field: keyof Entries) => ({
    name: field,
    id: `field-${field}`,
    class: 'text-field',
    autocomplete: 'off' as const,
    value: entries.value[field],
    onInput: enter(field),
    ...(faults[field] ? { 'aria-invalid': true, 'aria-describedby': `fault-${field}` } : {}),
  });
  return (
    <>
      {takesMinutes && (
        <div class="field">
          <label for="field-minutes">{texts.t(action === 'reopen' ? 'minutesOptional' : 'minutes')}</label>
          <div class="minutes">
            <input {...marks('minutes')} inputMode="decimal" data-first aria-required={action === 'extend'} />
            {MINUTES.map((minutes) => (
              <button
                key={minutes}
                type="button"
                class="button"
                onClick={() => {
                  entries.value = { ...entries.peek(), minutes: String(minutes) };
                }}
              >
                {texts.shortMinutes(minutes)}
              </button>
            ))}
          </div>
          <Fault field="minutes" faults={faults} />
        </div>
      )}
      {isMessage && (
        <div class="field">
          <label for="field-message">{texts.t('message')}</label>
          <textarea {...marks('message')} rows={3} maxLength={2000} dir="auto" data-first aria-required="true" />
          <Fault field="message" faults={faults} />
        </div>
      )}
      <div class="field">
        <label for="field-reason">{texts.t('reason')}</label>
        <input
          {...marks('reason')}
          maxLength={1000}
          dir="auto"
          aria-required="true"
          {...(takesMinutes || isMessage || suggested ? {} : { 'data-first': true })}
        />
        <Fault field="reason" faults={faults} />
      </div>
    </>
  );
}

function Fault({ field, faults }: { readonly field: keyof Entries; readonly faults: Faults }) {
  const { texts } = useMonitor();
  const key = faults[field];
  return key ? (
    <p class="fault" id={`fault-${field}`}>
      {texts.t(key)}
    </p>
  ) : null;
}
