import type { ComponentProps } from 'preact';
import { ModalDialog as Modal } from '../../player/page/ModalDialog';

/**
 * What opened the dialog may go with it, as the actions do when nobody is selected any more: then the list has the
 * focus, where the teacher was in it.
 */
function toListWhenLost(): void {
  if (document.activeElement !== document.body) return;
  const list = document.getElementById('students');
  (list?.querySelector<HTMLElement>('[tabindex="0"]') ?? list)?.focus();
}

/** A dialog over the monitor; the focus comes back to where it was, or to the list. */
export function ModalDialog(props: ComponentProps<typeof Modal>) {
  return <Modal {...props} onGone={toListWhenLost} />;
}
