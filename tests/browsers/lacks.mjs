import { createRequire } from 'node:module';

const data = createRequire(import.meta.url)('@mdn/browser-compat-data');

const isSince = (version, browser) => {
  const [major, minor = 0] = version.replace('≤', '').split('.').map(Number);
  const [oldest, least = 0] = browser.split('.').map(Number);
  return major < oldest || (major === oldest && minor <= least);
};

function lacks(entry, [name, version]) {
  const support = entry?.__compat?.support[name];
  if (!support) return false;
  return ![support]
    .flat()
    .some(
      ({ version_added: added, flags, prefix, alternative_name: other }) =>
        typeof added === 'string' && added !== 'preview' && !flags && !prefix && !other && isSince(added, version),
    );
}

const children = (entry) => Object.entries(entry ?? {}).filter(([name]) => name !== '__compat');

/**
 * Parts of today's Chromium that the driver, the page's own frame or the language itself needs. A browser that obeys a
 * demand for Trusted Types has them; browsers without them (Chromium 80, Firefox) are tested as they are.
 */
const KEPT_NAMES =
  'Document Window Location EventTarget Node Object Function Symbol Promise Reflect Proxy console trustedTypes';
const KEPT = new RegExp(`^(${KEPT_NAMES.replaceAll(' ', '|')}|Trusted\\w*)$`);

/** V8 writes no `stack` without its own limit, and every browser has a stack. */
const KEPT_MEMBER = /^(Error\.stackTraceLimit|Trusted\w*\..*)$/;

/** A script that removes what a browser lacks by MDN's data: constructors, functions, methods, options of formats. */
export function withoutWhatLacks(name, version) {
  const browser = [name, version];
  const gone = [];
  for (const [owner, entry] of [...children(data.javascript.builtins), ...children(data.api)]) {
    if (lacks(entry, browser) && !KEPT.test(owner)) gone.push([owner, null]);
    else
      for (const [member, inner] of children(entry))
        if (!/_(event|permission)$/.test(member) && !KEPT_MEMBER.test(`${owner}.${member}`) && lacks(inner, browser))
          gone.push([owner, member]);
  }
  const intl = children(data.javascript.builtins.Intl);
  const intlGone = intl.filter(([, entry]) => lacks(entry, browser)).map(([owner]) => owner);
  const optionsOf = (owner) => children(data.javascript.builtins.Intl[owner]?.[owner]?.options_parameter);
  const options = Object.fromEntries(
    ['NumberFormat', 'DateTimeFormat'].map((owner) => [
      owner,
      optionsOf(owner)
        .filter(([, entry]) => lacks(entry, browser))
        .map(([option]) => /^options_(\w+)_parameter$/.exec(option)?.[1])
        .filter(Boolean),
    ]),
  );
  const isOfTheLanguage = Object.keys(data.javascript.builtins);
  return `(${takeAway})(${JSON.stringify({ gone, intlGone, options, isOfTheLanguage })})`;
}

function takeAway({ gone, intlGone, options, isOfTheLanguage }) {
  for (const [owner, member] of gone) {
    try {
      if (member === null) delete globalThis[owner];
      else {
        const on = owner === 'Window' ? globalThis : globalThis[owner];
        const isStatic = member.endsWith('_static');
        const name = member.replace('_static', '');
        // The language's own objects do not tell which of the two it is.
        const places = isStatic
          ? [on]
          : isOfTheLanguage.includes(owner)
            ? [on, on?.prototype]
            : [owner === 'Window' ? on : on?.prototype];
        for (const place of places)
          if (place && Object.getOwnPropertyDescriptor(place, name)?.configurable) delete place[name];
      }
    } catch {
      // What cannot be taken away stays.
    }
  }
  for (const name of intlGone) delete Intl[name];
  for (const [name, unknown] of Object.entries(options)) {
    const Real = Intl[name];
    Intl[name] = function Format(locale, given = {}) {
      // An unknown style is refused; an unknown option is not seen.
      if (given.style === 'unit' && unknown.includes('unit')) throw new RangeError('unit is not a style');
      const known = Object.fromEntries(Object.entries(given).filter(([option]) => !unknown.includes(option)));
      return new Real(locale, known);
    };
    Intl[name].prototype = Real.prototype;
    Intl[name].supportedLocalesOf = Real.supportedLocalesOf;
  }
}
