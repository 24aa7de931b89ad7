import type { ActionName } from '../wire';
import type { SignName } from './Sign';

/** The words and the sign of each action. */
export const ACTION_LOOKS: Readonly<Record<ActionName, { readonly word: string; readonly sign: SignName }>> = {
  extend: { word: 'extend', sign: 'time' },
  pause: { word: 'pause', sign: 'pause' },
  resume: { word: 'resume', sign: 'resume' },
  announce: { word: 'announce', sign: 'message' },
  reopen: { word: 'reopen', sign: 'reopen' },
  'hand-in': { word: 'handIn', sign: 'handIn' },
};
