import { useEffect } from 'preact/hooks';
import type { Grading } from '../grading';
import { type Command, commandOf, placeOf } from '../keys';
import { keysOn } from '../preferences';

/** Follows the keys of the whole page, except while a dialog is open. */
export function useKeys(grading: Grading, isElsewhere: () => boolean, onHelp: () => void): void {
  useEffect(() => {
    const isRtl = grading.staff.page.dir === 'rtl';
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere() || grading.staff.phase.peek().kind !== 'open') return;
      const command = commandOf(event, placeOf(document.activeElement), keysOn.peek(), isRtl);
      if (command && act(grading, command, onHelp)) event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}

/** Does what a key asks for; false when it asks for nothing here. */
function act(grading: Grading, command: Command, onHelp: () => void): boolean {
  const editor = grading.editor.peek();
  switch (command.kind) {
    case 'help':
      onHelp();
      return true;
    case 'next':
      grading.walk.next();
      return true;
    case 'forward':
      grading.walk.step(1);
      return true;
    case 'back':
      grading.walk.step(-1);
      return true;
    case 'undo':
      grading.undo();
      return true;
    case 'leave-field':
      if (!(document.activeElement instanceof HTMLElement)) return false;
      document.getElementById('answer-title')?.focus();
      return true;
    case 'used-comments':
      return openUsed();
    case 'comment':
      document.getElementById('comment')?.focus();
      return true;
    case 'same':
      grading.giveToSame();
      return true;
    case 'still-holds':
      grading.stillHolds();
      return true;
  }
  if (!editor || grading.isLocked()) return false;
  if (command.kind === 'clear') editor.clear();
  else if (grading.isOverall) return false;
  else if (command.kind === 'erase') editor.erase(performance.now());
  else if (command.kind === 'level') {
    if (!editor.chooseByLetter(command.index)) return false;
  } else if (command.kind === 'type') editor.type(command.key, performance.now());
  grading.edited('points');
  return true;
}

function openUsed(): boolean {
  const used = document.getElementById('used-comments') as HTMLDetailsElement | null;
  if (!used) return false;
  used.open = true;
  used.querySelector<HTMLElement>('button')?.focus();
  return true;
}
