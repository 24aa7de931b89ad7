/**
 * Opens a dialog over the page, and returns what closes it and gives the focus back. Where the browser knows no modal
 * dialog (Safari before 15.4, Firefox before 98) the rest of the page is closed off by hand: it is covered, hidden from
 * screen readers, and the focus stays inside; Escape asks to cancel.
 */
export function openModal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  let close = () => dialog.close();
  if (typeof dialog.showModal === 'function') dialog.showModal();
  else close = openByHand(dialog);
  return () => {
    close();
    if (before instanceof HTMLElement && before.isConnected) before.focus();
  };
}

const FOCUSABLE = 'button:not([disabled]), input:not([disabled]), select, textarea, a[href], [tabindex="0"]';
const EVERYWHERE = { position: 'fixed', top: '0', right: '0', bottom: '0', left: '0' };
const GROUND = { ...EVERYWHERE, zIndex: '10', background: 'rgba(20, 30, 45, 0.55)' };
/** Where it stands is the style's matter, as of any other. */
const PLACE = { zIndex: '11', display: 'block', bottom: 'auto', overflowY: 'auto' };

function openByHand(dialog: HTMLDialogElement): () => void {
  const ground = document.createElement('div');
  Object.assign(ground.style, GROUND);
  dialog.before(ground);
  Object.assign(dialog.style, PLACE);
  dialog.setAttribute('open', '');
  dialog.setAttribute('role', 'dialog');
  dialog.setAttribute('aria-modal', 'true');
  const hidden = around(dialog).filter((element) => !element.hasAttribute('aria-hidden') && element !== ground);
  for (const element of hidden) element.setAttribute('aria-hidden', 'true');
  const stops = () => [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const keepInside = (event: FocusEvent) => {
    if (event.target instanceof Node && !dialog.contains(event.target)) stops()[0]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault();
      dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    }
    if (event.key !== 'Tab') return;
    const all = stops();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = all[(at + (event.shiftKey ? -1 : 1) + all.length) % Math.max(1, all.length)];
    event.preventDefault();
    next?.focus();
  };
  document.addEventListener('focusin', keepInside);
  document.addEventListener('keydown', onKey, true);
  stops()[0]?.focus();
  return () => {
    document.removeEventListener('focusin', keepInside);
    document.removeEventListener('keydown', onKey, true);
    for (const element of hidden) element.removeAttribute('aria-hidden');
    ground.remove();
    dialog.removeAttribute('open');
  };
}

/** Everything in the page that neither holds the element nor stands in it. */
function around(element: Element): Element[] {
  const all: Element[] = [];
  for (let at: Element | null = element; at?.parentElement; at = at.parentElement)
    for (const other of at.parentElement.children) if (other !== at && other.tagName !== 'SCRIPT') all.push(other);
  return all.filter((each) => each.closest('head') === null);
}
