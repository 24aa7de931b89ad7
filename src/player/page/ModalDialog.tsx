import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { openModal } from './modal';

interface ModalDialogProps {
  readonly name: string;
  readonly title: ComponentChildren;
  /** True when it is to be read from its top rather than filled in. */
  readonly isReading?: boolean;
  /** A class beside `dialog`. */
  readonly class?: string;
  readonly onClose: () => void;
  /** Called once it is gone: what opened it may be gone too, and the focus with it. */
  readonly onGone?: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over the page; the focus goes to what is marked `data-first`, and comes back to where it was. */
export function ModalDialog(props: ModalDialogProps) {
  const { name, title, isReading = false, onClose, onGone, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: what is typed right after the press that opens it belongs into it.
  useLayoutEffect(() => {
    const element = dialog.current;
    const close = element ? openModal(element) : () => undefined;
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      close();
      if (onGone) requestAnimationFrame(onGone);
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.class ? `dialog ${props.class}` : 'dialog'}
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
