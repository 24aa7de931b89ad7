import { createRequire } from 'node:module';
import { OLDEST } from './promise.ts';

interface Support {
  readonly version_added: string | boolean | null;
  readonly version_removed?: string | boolean;
  readonly flags?: readonly unknown[];
  readonly partial_implementation?: boolean;
  readonly prefix?: string;
  readonly alternative_name?: string;
}

interface Entry {
  readonly __compat?: { readonly support: Readonly<Record<string, Support | readonly Support[]>> };
  readonly [name: string]: unknown;
}

// By `require`: its types would make every check of types read all of it.
const data = createRequire(import.meta.url)('@mdn/browser-compat-data') as Entry;

const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null;

/** The entry at a path of MDN's compatibility data. */
function at(...names: string[]): Entry {
  let entry: unknown = data;
  for (const name of names) entry = isEntry(entry) ? entry[name] : undefined;
  return isEntry(entry) ? entry : {};
}

function children(entry: Entry): [string, Entry][] {
  return Object.entries(entry).flatMap(([name, value]) =>
    name === '__compat' || !isEntry(value) ? [] : [[name, value]],
  );
}

function isAtMost(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.replace('≤', '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number);
  return major < oldestMajor || (major === oldestMajor && minor <= oldestMinor);
}

/** The oldest browsers that lack a feature, as words; empty when all have it. Without data it counts as old. */
function lacking(entry: Entry): string {
  const support = entry.__compat?.support;
  if (!support) return '';
  return Object.entries(OLDEST)
    .filter(([browser, oldest]) => {
      const given = support[browser];
      const ways = given === undefined ? [] : Array.isArray(given) ? (given as Support[]) : [given as Support];
      // What a phone never has, it does not lack for being old.
      const isNever = ways.every(({ version_added: added }) => added === false);
      if (browser === 'safari_ios' && isNever) return false;
      return !ways.some(
        ({ version_added: added, flags, prefix, alternative_name: other }) =>
          typeof added === 'string' && !flags && !prefix && !other && added !== 'preview' && isAtMost(added, oldest),
      );
    })
    .map(([browser, oldest]) => `${browser} ${oldest}`)
    .join(', ');
}

/** What the oldest browsers lack, by the name under which a script or a style says it. */
export interface Features {
  /** Constructors, objects and functions that stand alone: `structuredClone`. */
  readonly globals: ReadonlyMap<string, string>;
  /** `Object.hasOwn`, `AbortSignal.timeout`. */
  readonly statics: ReadonlyMap<string, string>;
  /** Methods of values, by their name alone, where no older object has one of that name: `at`, `showModal`. */
  readonly methods: ReadonlyMap<string, string>;
  /** Options and their values: `Intl.NumberFormat unit`, `Intl.NumberFormat style: unit`. */
  readonly intl: ReadonlyMap<string, string>;
  readonly properties: ReadonlyMap<string, string>;
  /** `display: flow-root`. */
  readonly keywords: ReadonlyMap<string, string>;
  readonly selectors: ReadonlyMap<string, string>;
  readonly atRules: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

export function readFeatures(): Features {
  const builtins = children(at('javascript', 'builtins'));
  const apis = children(at('api'));
  const globals = new Map<string, string>();
  const statics = new Map<string, string>();
  const methods = new Map<string, string>();
  const intl = new Map<string, string>();
  const old = new Set<string>();
  const globalNames = new Set(['Window', 'WorkerGlobalScope', '_globals']);
  const put = (to: Map<string, string>, name: string, entry: Entry) => {
    const lack = lacking(entry);
    if (lack) to.set(name, lack);
    return lack;
  };
  for (const [name, entry] of [...builtins, ...apis, ...children(at('javascript', 'builtins', 'Intl'))]) {
    const isYoung = put(globals, name, entry) !== '';
    for (const [member, inner] of children(entry)) {
      const bare = member.replace(/_(static|event|permission)$/, '');
      if (put(statics, `${name}.${bare}`, inner) || isYoung)
        methods.set(bare, statics.get(`${name}.${bare}`) ?? lacking(entry));
      else old.add(bare);
      if (globalNames.has(name)) put(globals, bare, inner);
    }
  }
  for (const name of old) methods.delete(name);
  for (const [name] of children(at('javascript', 'builtins', 'Intl'))) {
    for (const [option, entry] of children(at('javascript', 'builtins', 'Intl', name, name, 'options_parameter'))) {
      const bare = /^options_(\w+)_parameter$/.exec(option)?.[1];
      if (bare) put(intl, `Intl.${name} ${bare}`, entry);
      for (const [value, inner] of children(entry)) put(intl, `Intl.${name} ${bare}: ${value}`, inner);
    }
  }
  return { globals, statics, methods, intl, ...styleFeatures(put) };
}

type Put = (to: Map<string, string>, name: string, entry: Entry) => string;

function styleFeatures(put: Put) {
  const properties = new Map<string, string>();
  const keywords = new Map<string, string>();
  const selectors = new Map<string, string>();
  const atRules = new Map<string, string>();
  const functions = new Map<string, string>();
  const units = new Map<string, string>();
  for (const [name, entry] of children(at('css', 'properties'))) {
    put(properties, name, entry);
    for (const [value, inner] of children(entry)) {
      if (value === 'flex_context' && name.endsWith('gap')) put(properties, `${name} in flex`, inner);
      else put(keywords, `${name}: ${value.replaceAll('_', '-')}`, inner);
    }
  }
  for (const [name, entry] of children(at('css', 'selectors'))) put(selectors, name, entry);
  for (const [name, entry] of children(at('css', 'at-rules'))) put(atRules, name, entry);
  const withFunctions = (entry: Entry) => {
    for (const [name, inner] of children(entry)) {
      put(functions, name, inner);
      withFunctions(inner);
    }
  };
  withFunctions(at('css', 'types'));
  const length = at('css', 'types', 'length');
  for (const [name, entry] of children(length)) {
    const prefix = { dynamic: 'd', large: 'l', small: 's' }[name.replace('viewport_percentage_units_', '')];
    if (prefix) for (const end of ['vh', 'vw', 'vi', 'vb', 'vmin', 'vmax']) put(units, prefix + end, entry);
    else if (name === 'container_query_length_units')
      for (const unit of ['cqw', 'cqh', 'cqi', 'cqb', 'cqmin', 'cqmax']) put(units, unit, entry);
    else put(units, name, entry);
  }
  return { properties, keywords, selectors, atRules, functions, units };
}
