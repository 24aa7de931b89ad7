// What this code and the libraries in it call, and the oldest browsers of compat/promise.ts lack. Imported first:
// nothing runs before it.

/** Adds what is missing to the given built-ins. */
export function addMissing(list: object, record: object, text: object = {}): void {
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
  const at = function at<T>(this: ArrayLike<T>, index: number): T | undefined {
    const place = Math.trunc(index) || 0;
    return this[place < 0 ? this.length + place : place];
  };
  add(list, 'at', at);
  add(text, 'at', at);
  add(
    record,
    'hasOwn',
    (owner: object, name: PropertyKey) => Object.getOwnPropertyDescriptor(owner, name) !== undefined,
  );
}

addMissing(Array.prototype, Object, String.prototype);
