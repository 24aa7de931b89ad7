/**
 * The oldest browsers that the student's page promises to work in (docs/embedding.md): the build compiles for them, and
 * `compat` holds the built files against them.
 */
export const OLDEST = { chrome: '80', safari: '14', safari_ios: '14', firefox: '78' } as const;

/** The same, as the build's targets are written. */
export const TARGETS = ['chrome80', 'safari14', 'firefox78'];

/**
 * What younger browsers have and the built files may use anyway, everywhere or in one of them. `polyfilled` is added
 * before anything runs; `guarded` is used where a test stands before it that the check does not see; `harmless` is
 * ignored by an old browser, and nothing that a student needs is lost; `other` only has the name of something young.
 */
export const ALLOWED: Readonly<Record<string, `${'polyfilled' | 'guarded' | 'harmless' | 'other'}: ${string}`>> = {
  'Object.hasOwn': 'polyfilled: old-browsers.ts',
  '.at()': 'polyfilled: old-browsers.ts, for lists and texts',
  '.findLast()': 'polyfilled: old-browsers.ts, for lists',

  'BroadcastChannel in main':
    'guarded: Tabs.hold asks before it opens one, and the server tells the same a moment later',
  '.allowsFeature() in Recorder': 'guarded: called on what may be absent',
  'MediaRecorder.isTypeSupported in Recorder':
    'guarded: whatIsMissing asks before anything is recorded; a sound file can be chosen instead',
  '.segment() in main': 'guarded: charactersIn counts in another way without a segmenter',
  '.segment() in words': 'guarded: countWords counts in another way without a segmenter',
  '.createPolicy() in EssayEditor': 'guarded: called on window.trustedTypes, which may be absent',
  '.createPolicy() in main': 'guarded: called on trustedTypes, which may be absent',
  '.createHTML() in main': 'guarded: of a policy, where there is one',
  '.createHTML() in read-html': 'guarded: of a policy, where there is one',
  '.getTargetRanges() in EssayEditor': 'guarded: within beforeinput of a browser that tells of ranges',
  '.attachInternals() in mathematics': 'guarded: MathLive asks for ElementInternals',
  '.replaceSync() in mathematics': 'guarded: MathLive asks for adoptedStyleSheets',
  '.showPopover() in mathematics': 'harmless: of the menu, which is not used',
  '.hidePopover() in mathematics': 'harmless: of the menu, which is not used',
  '.readText() in mathematics': 'harmless: of the menu, which is not used; pasting by keys asks for nothing',
  '.vibrate() in mathematics': 'harmless: of the keyboard, which is not used',
  'AudioContext in mathematics': 'harmless: of the sounds, which are off',
  'Intl.ListFormat in main': 'harmless: of lists in texts, and no text has one',
  'Symbol.dispose in main': 'harmless: undefined as a name, which nobody reads',

  '.createHTML() in mathematics': 'other: a function of MathLive',
  '.detect() in main': 'other: a method that a plug-in of i18next would have',
  '.entry() in Versions': 'other: a method of Outbox',
  '.entry() in later-parts': 'other: a method of Outbox',
  '.move() in drag': 'other: a method of what drags',

  'gap in flex': 'harmless: styles/old-browsers.css keeps the distances that matter',
  'row-gap in flex': 'harmless: lines of words stand closer',
  'overflow-wrap: anywhere': 'harmless: styles/old-browsers.css breaks long words in another way',
  ':focus-visible': 'harmless: only takes an outline away that a mouse does not need',
  ':backdrop': 'harmless: who knows no backdrop knows no modal dialog, and modal.ts makes both',
  'accent-color': 'harmless: the browser’s own colour',
  'color-scheme': 'harmless: the page is light in any case',
  'color-scheme: light': 'harmless: the page is light in any case',
  'forced-color-adjust': 'harmless: the system’s colours',
  'forced-color-adjust: none': 'harmless: the system’s colours',
  'font-family: system-ui': 'harmless: others follow in the list',
  'align-content: start': 'harmless: of grids, where it is older',
  'align-self: start': 'harmless: of grids, where it is older',
  'justify-content: start': 'harmless: the default of a row',
  'scroll-padding-block-start': 'harmless: what has the focus may stand under the bar',
  'scroll-padding-block': 'harmless: what has the focus may stand under the bar',
  'scroll-margin-block': 'harmless: what has the focus may stand under the bar',
  'overscroll-behavior': 'harmless: the page around scrolls on at the end',
  'overscroll-behavior: contain': 'harmless: the page around scrolls on at the end',
  'overscroll-behavior-x': 'harmless: the page around scrolls on at the end',
  'overscroll-behavior-x: contain': 'harmless: the page around scrolls on at the end',
  'scrollbar-width': 'harmless: a wider bar to scroll with',
  'scrollbar-width: thin': 'harmless: a wider bar to scroll with',
  'text-underline-offset': 'harmless: a line that stands closer',
  'user-select: all': 'harmless: beside the older name',
};
