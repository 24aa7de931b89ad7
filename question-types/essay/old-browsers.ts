// Tiptap calls these in every change of the text. Chrome has them since 93 and 97, Safari since 15.4, Firefox since 92 and 104: later than the browsers that
// the player is built for. Without them nothing that is written would be told.

/** Adds what is missing to the given built-ins. */
export function addMissing(list: object, record: object): void {
  const add = (target: object, name: string, value: unknown) => {
    if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  };
  add(list, 'findLast', function findLast<T>(this: readonly T[], is: (entry: T, at: number) => boolean): T | undefined {
    for (let at = this.length - 1; at >= 0; at -= 1) {
      const entry = this[at] as T;
      if (is(entry, at)) return entry;
    }
    return undefined;
  });
  add(
    record,
    'hasOwn',
    (owner: object, name: PropertyKey) => Object.getOwnPropertyDescriptor(owner, name) !== undefined,
  );
}

addMissing(Array.prototype, Object);
