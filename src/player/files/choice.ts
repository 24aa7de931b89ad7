import type { StudentFile } from '../server/wire';

/** Remembers which file a student chose, for as long as the tab is there: the browser itself forgets it on a reload. */
export function rememberChoice(fileId: string, chosen: File): void {
  try {
    sessionStorage.setItem(key(fileId), String(chosen.lastModified));
  } catch {
    // A frame may have no storage: the upload begins anew then.
  }
}

/** True when this is the file whose upload was interrupted: its name, its size and when it was last changed agree. */
export function isSameChoice(stored: StudentFile, chosen: File, name: string): boolean {
  try {
    const lastModified = sessionStorage.getItem(key(stored.id));
    return stored.name === name && stored.size === chosen.size && lastModified === String(chosen.lastModified);
  } catch {
    return false;
  }
}

function key(fileId: string): string {
  return `examlet-file ${fileId}`;
}
