import { signal } from '@preact/signals';

const NAME = 'examlet-grading-keys';

/** Whether keys of a single character do something (WCAG 2.1.4); kept in this browser where it may be. */
export const keysOn = signal(read());

export function turnKeys(isOn: boolean): void {
  keysOn.value = isOn;
  try {
    localStorage.setItem(NAME, isOn ? 'on' : 'off');
  } catch {
    // It holds for this page.
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off';
  } catch {
    return true;
  }
}
