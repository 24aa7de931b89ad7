import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import type { AssessmentProps } from '../questions/contract';
import type { AnswerValue } from '../server/wire';
import { showAssessment } from './question';

/** Shows a type's assessment as the player does: what it tells is shown at once. */
export function showLive(
  Assessment: ComponentType<AssessmentProps> | undefined,
  value: AnswerValue,
  settings: Record<string, unknown>,
  more: Partial<AssessmentProps> = {},
) {
  if (!Assessment) throw new Error('This type takes no answer.');
  function Live(props: AssessmentProps) {
    const [current, setCurrent] = useState(props.value);
    useLayoutEffect(() => setCurrent(props.value), [props.value]);
    const onChange: AssessmentProps['onChange'] = (next, options) => {
      props.onChange(next, options);
      setCurrent(next);
    };
    return Assessment && <Assessment {...props} value={current} onChange={onChange} />;
  }
  return showAssessment(Live, value, settings, more);
}

/** Gives the focus to a button and presses it. */
export function press(button: HTMLElement | null | undefined): void {
  if (!button) throw new Error('There is no such button.');
  void act(() => {
    button.focus();
    button.click();
  });
}

/** Presses a key where the focus is. */
export function key(name: string, shiftKey = false): void {
  void act(() => {
    const event = new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  });
}
