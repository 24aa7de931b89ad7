import { describe, expect, test } from 'vitest';
import { readFeatures } from './features';
import { scriptUses } from './script-uses';
import { styleUses } from './style-uses';

const features = readFeatures();
const inScript = (code: string) => scriptUses(code, features).map(({ what }) => what);
const inStyle = (css: string) => styleUses(css, features).map(({ what }) => what);

describe('a script that uses what an old browser lacks is found', () => {
  test.each([
    ['a function of a built-in object', 'Object.hasOwn(a, "b")', 'Object.hasOwn'],
    ['the same under a name that is worked out', 'Object["hasOwn"](a, "b")', 'Object.hasOwn'],
    ['a method of a list', '[1, 2].at(-1)', '.at()'],
    ['a method of a text', 'name.replaceAll("a", "b")', '.replaceAll()'],
    ['a method of an element', 'element.replaceChildren()', '.replaceChildren()'],
    ['a function that stands alone', 'structuredClone(a)', 'structuredClone'],
    ['a constructor', 'new BroadcastChannel("a")', 'BroadcastChannel'],
    ['a parent of a class', 'class A extends AggregateError {}', 'AggregateError'],
    ['a function of an interface', 'AbortSignal.timeout(1)', 'AbortSignal.timeout'],
    ['an option of a format', 'new Intl.NumberFormat("en", { unit: "hour" })', 'Intl.NumberFormat unit'],
    ['a date style', 'new Intl.DateTimeFormat("en", { dateStyle: "long" })', 'Intl.DateTimeFormat dateStyle'],
    ['lookbehind', '/(?<=a)b/.test(c)', 'lookbehind in a pattern'],
  ])('%s', (_name, code, what) => expect(inScript(code)).toContain(what));
});

describe('a script that asks first is left alone', () => {
  test.each([
    ['by its type', 'function f(d) { if (typeof d.showModal === "function") d.showModal(); }'],
    ['by its presence', 'function f(w) { if (!("structuredClone" in w)) return; structuredClone(w); }'],
    ['by a condition', 'function f(e) { return e.replaceChildren ? e.replaceChildren() : null; }'],
    ['by an optional call', 'crypto.randomUUID?.()'],
    ['by catching', 'try { new BroadcastChannel("a") } catch { b() }'],
  ])('%s', (_name, code) => expect(inScript(code)).toEqual([]));

  test('but not one that asks elsewhere', () =>
    expect(inScript('function f(d) { typeof d.showModal; } function g(d) { d.showModal(); }')).toEqual([
      '.showModal()',
    ]));
});

test('what a script calls by such a name itself is its own', () => {
  expect(
    inScript('class A { at(i) { return i; } } new A().at(1); function structuredClone() {} structuredClone();'),
  ).toEqual([]);
});

describe('a style that uses what an old browser lacks is found', () => {
  test.each([
    ['a property', 'a { inset: 0 }', 'inset'],
    ['a value', 'a { overflow-wrap: anywhere }', 'overflow-wrap: anywhere'],
    ['a unit', 'a { height: 100dvh }', 'dvh'],
    ['a function', 'a { color: color-mix(in srgb, red, blue) }', 'color-mix()'],
    ['a selector', 'a:has(b) { color: red }', ':has'],
    ['a rule', '@container (min-width: 1px) { a { color: red } }', '@container'],
    ['space in a row', 'a { display: flex; gap: 1rem }', 'gap in flex'],
    ['several in :not()', 'a:not(b, c) { color: red }', ':not() of several'],
  ])('%s', (_name, css, what) => expect(inStyle(css)).toContain(what));
});

describe('a style with something older before it is left alone', () => {
  test.each([
    ['an older value', 'a { height: 100vh; height: 100dvh }'],
    ['an older name', 'a { -webkit-user-select: none; user-select: none }'],
    ['only where it is known', '@supports (inset: 0) { a { inset: 0 } }'],
    ['what is old enough', 'a { display: grid; gap: 1rem; margin-inline-start: 1rem; color: var(--b) }'],
  ])('%s', (_name, css) => expect(inStyle(css)).toEqual([]));
});
