import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { openModal } from '../../player/page/modal';

/**
 * What opened the dialog may go with it, as the actions do when nobody is selected any more: then the list has the
 * focus, where the teacher was in it.
 */
function toListWhenLost(): void {
  if (document.activeElement !== document.body) return;
  const list = document.getElementById('students');
  (list?.querySelector<HTMLElement>('[tabindex="0"]') ?? list)?.focus();
}

/** A dialog over the page; the focus comes back to where it was. */
export function ModalDialog({
  name,
  title,
  isReading = false,
  onClose,
  children,
}: {
  readonly name: string;
  readonly title: ComponentChildren;
  /** True when it is to be read from its top rather than filled in. */
  readonly isReading?: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: what is typed right after the press that opens it belongs into it.
  useLayoutEffect(() => {
    const element = dialog.current;
    const close = element ? openModal(element) : () => undefined;
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      close();
      requestAnimationFrame(toListWhenLost);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={`${name}-title`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // The browser tells of a close a moment later: this dialog may be gone by then.
      onClose={(event) => event.currentTarget.isConnected && onClose()}
    >
      <h2 id={`${name}-title`} {...(isReading ? { tabIndex: -1, 'data-first': true } : {})}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
