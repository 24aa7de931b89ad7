import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A dialog over the page; the focus comes back to where it was. */
export function ModalDialog({
  name,
  title,
  onClose,
  children,
}: {
  readonly name: string;
  readonly title: ComponentChildren;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (typeof element?.showModal === 'function') element.showModal();
    else element?.setAttribute('open', '');
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      if (typeof element?.close === 'function') element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
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
      <h2 id={`${name}-title`}>{title}</h2>
      {children}
    </dialog>
  );
}
