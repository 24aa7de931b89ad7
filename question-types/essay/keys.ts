/** The key that is held for a shortcut: ⌘ on Apple's devices, Ctrl on all others. */
export function modifierKey(): { readonly name: 'Meta' | 'Control'; readonly sign: string } {
  return /Mac|iP(hone|ad|od)/.test(navigator.platform)
    ? { name: 'Meta', sign: '⌘' }
    : { name: 'Control', sign: 'Ctrl+' };
}
