/**
 * Every field in which an answer is written: what stands there is the student's own. The device neither checks the
 * spelling nor corrects, completes, suggests or capitalises. `autoCorrect` is spelt so on purpose: as `autocorrect` it
 * would be set as a property, which takes any text for "on".
 */
export const UNAIDED = {
  autocomplete: 'off',
  autocapitalize: 'off',
  autoCorrect: 'off',
  spellcheck: false,
  writingsuggestions: 'false',
} as const;

/**
 * The same as attributes, for an editor whose text stands in the page: there a page translator would rewrite the
 * answer.
 */
export const UNAIDED_ATTRIBUTES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(UNAIDED).map(([name, value]) => [name.toLowerCase(), String(value)])),
  translate: 'no',
};
