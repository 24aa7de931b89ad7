import { useEffect, useRef } from 'preact/hooks';
import { useStaff } from './context';

/** So long it stays while nobody is at it. What it offers can be had elsewhere too. */
const STAYS_MS = 12_000;

/** Says what was just done, beside what takes it back. */
export function Toast() {
  const staff = useStaff();
  const toast = staff.toast.value;
  const isHeld = useRef(false);
  useEffect(() => {
    if (!toast) return undefined;
    const leave = () => {
      if (isHeld.current) timer = setTimeout(leave, STAYS_MS);
      else if (staff.toast.peek() === toast) staff.toast.value = null;
    };
    let timer = setTimeout(leave, STAYS_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  const hold = (held: boolean) => () => {
    isHeld.current = held;
  };
  const close = () => {
    staff.toast.value = null;
  };
  return (
    <div class="toast-place" role="status">
      {toast && (
        <div
          class="toast"
          onPointerEnter={hold(true)}
          onPointerLeave={hold(false)}
          onFocusCapture={hold(true)}
          onBlurCapture={hold(false)}
        >
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              class="button"
              onClick={() => {
                close();
                toast.undo?.();
              }}
            >
              {staff.texts.t('undo')}
            </button>
          )}
          <button type="button" class="button quiet" aria-label={staff.texts.t('close')} onClick={close}>
            <span aria-hidden="true">×</span>
          </button>
        </div>
      )}
    </div>
  );
}
