import './quiet-keyboard';
// MathLive draws by what this sets up.
import '../html/purify';

import { MathfieldElement } from 'mathlive';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isEnter } from '../page/input-method';
import { mendTyping } from './math-typing';
import { carryStyles } from './shadow-styles';
import { useEcho } from './use-echo';
import { UNAIDED_ATTRIBUTES } from './writing';
import 'mathlive/fonts.css';
import '../styles/math-field.css';

MathfieldElement.fontsDirectory = null;
MathfieldElement.soundsDirectory = null;
// The page's policy refuses style attributes that come as markup; set through the document they are allowed. The one
// that hides a field until it is ready is left out: MathLive takes it away before it would be set.
MathfieldElement.createHTML = (html: string) =>
  html.replace(/ style="visibility:\s*hidden;?"/g, '').replace(/ style="/g, ' data-style="');

/** What the buttons under a field do to it. */
export interface MathInput {
  insert(latex: string): void;
  command(name: 'deleteBackward' | 'moveToPreviousChar' | 'moveToNextChar'): void;
  focus(): void;
}

interface MathFieldProps {
  readonly id: string;
  /** LaTeX. */
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly locale: string;
  onInput(latex: string): void;
  onEnter?(): void;
  onFocus?(input: MathInput): void;
}

/** A field for mathematics: MathLive's, with its menus, sounds and keyboard left out. */
export function MathField({ id, value, label, disabled, locale, onInput, onEnter, onFocus }: MathFieldProps) {
  const element = useRef<HTMLDivElement>(null);
  const field = useRef<MathfieldElement | null>(null);
  const told = useEcho(value, (next) => field.current?.setValue(next, { silenceNotifications: true }));
  const calls = useRef({ onInput, onEnter, onFocus });
  calls.current = { onInput, onEnter, onFocus };

  // With the change itself, as any other field: who asked for this one by a key goes on typing.
  useLayoutEffect(() => {
    if (!element.current) return;
    MathfieldElement.locale = locale;
    const made = new MathfieldElement({ mathVirtualKeyboardPolicy: 'manual' });
    carryStyles(made.shadowRoot);
    const stopStyling = applyStyles(made);
    made.id = id;
    made.setValue(value, { silenceNotifications: true });
    element.current.append(made);
    made.menuItems = [];
    mendTyping(made);
    made.readOnly = disabled;
    // The device's own keyboard: MathLive would keep it away for its own, which is not used here.
    const sink = made.shadowRoot?.querySelector<HTMLElement>('[part=keyboard-sink]');
    for (const [name, value] of Object.entries({ ...UNAIDED_ATTRIBUTES, inputmode: 'text' }))
      sink?.setAttribute(name, value);
    // MathLive takes the keys over 60 ms after its own `focus` and after a click: until then they would go where the
    // focus was.
    made.focus = () => sink?.focus();
    made.addEventListener('click', () => made.focus());
    made.addEventListener('input', () => {
      const latex = made.getValue('latex');
      told(latex);
      calls.current.onInput(latex);
    });
    made.addEventListener('keydown', (event) => {
      if (!isEnter(event) || !calls.current.onEnter) return;
      event.preventDefault();
      calls.current.onEnter();
    });
    made.addEventListener('focusin', () => calls.current.onFocus?.(inputOf(made)));
    field.current = made;
    return () => {
      stopStyling();
      made.remove();
    };
  }, []);
  useEffect(() => {
    if (field.current) field.current.readOnly = disabled;
  }, [disabled]);
  useEffect(() => field.current?.setAttribute('aria-label', label), [label]);
  return <div ref={element} class="math-field" dir="ltr" />;
}

function inputOf(field: MathfieldElement): MathInput {
  return {
    insert: (latex) => {
      field.insert(latex, { focus: true, feedback: false, scrollIntoView: true });
      field.focus();
    },
    command: (name) => {
      field.focus();
      field.executeCommand(name);
    },
    focus: () => field.focus(),
  };
}

/** Gives what MathLive draws its styles, whenever it draws. */
function applyStyles(field: MathfieldElement): () => void {
  const root = field.shadowRoot;
  if (!root) return () => undefined;
  const apply = () => {
    for (const element of root.querySelectorAll<HTMLElement>('[data-style]')) {
      element.style.cssText = element.dataset['style'] ?? '';
      delete element.dataset['style'];
    }
  };
  const observer = new MutationObserver(apply);
  observer.observe(root, { childList: true, subtree: true });
  apply();
  return () => observer.disconnect();
}
