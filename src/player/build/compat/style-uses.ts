import postcss, { type AtRule, type Declaration, type Rule } from 'postcss';
import type { Features } from './features.ts';
import type { Use } from './script-uses.ts';

/**
 * What a built style uses that the oldest browsers lack. Inside `@supports`, or after the same property with an older
 * value, it may.
 */
export function styleUses(css: string, features: Features): Use[] {
  const root = postcss.parse(css);
  const uses: Use[] = [];
  const found = (
    what: string,
    lacking: string | undefined,
    node: { readonly source?: { readonly start?: { offset: number } } | undefined },
  ) => {
    if (lacking) uses.push({ what, lacking, offset: node.source?.start?.offset ?? 0 });
  };
  root.walkAtRules((rule) => {
    if (!isAsked(rule)) found(`@${rule.name}`, features.atRules.get(rule.name), rule);
  });
  root.walkRules((rule) => {
    if (isAsked(rule)) return;
    if (/:not\([^()]*,/.test(rule.selector)) found(':not() of several', 'chrome 80, firefox 78', rule);
    for (const [, name] of rule.selector.matchAll(/::?([a-z][a-z-]*)/g))
      found(`:${name}`, features.selectors.get(name ?? ''), rule);
  });
  root.walkDecls((decl) => {
    if (decl.prop.startsWith('-') || isAsked(decl)) return;
    const { prop, value } = decl;
    if (prop.endsWith('gap') && isFlex(decl))
      found(`${prop} in flex`, features.properties.get(`${prop} in flex`), decl);
    if (!hasOlderName(decl)) found(prop, features.properties.get(prop), decl);
    if (hasOlderValue(decl)) return;
    for (const [word] of value.matchAll(/(?<![\w#.-])[a-z][a-z-]*(?![\w(-])/g))
      found(`${prop}: ${word}`, features.keywords.get(`${prop}: ${word}`), decl);
    for (const [, name] of value.matchAll(/(?<![\w-])([a-z][a-z-]*)\(/g))
      found(`${name}()`, features.functions.get(name ?? ''), decl);
    for (const [, unit] of value.matchAll(/(?<![\w#-])[\d.]+([a-z]+)(?![\w-])/g))
      found(unit ?? '', features.units.get(unit ?? ''), decl);
  });
  return uses;
}

/** True inside `@supports`: who lacks it does not read it. */
function isAsked(node: Declaration | Rule | AtRule): boolean {
  for (let at = node.parent; at; at = at.parent as typeof at)
    if (at.type === 'atrule' && (at as AtRule).name === 'supports') return true;
  return false;
}

function hasOlderValue(decl: Declaration): boolean {
  const before = decl.prev();
  return before?.type === 'decl' && before.prop === decl.prop;
}

/** `-webkit-user-select` beside `user-select`. */
function hasOlderName({ parent, prop }: Declaration): boolean {
  return (parent as Rule).some(
    (each) => each.type === 'decl' && /^-(webkit|moz)-/.test(each.prop) && each.prop.endsWith(`-${prop}`),
  );
}

function isFlex(decl: Declaration): boolean {
  const rule = decl.parent;
  return (
    rule?.type === 'rule' &&
    (rule as Rule).some((each) => each.type === 'decl' && each.prop === 'display' && each.value.includes('flex'))
  );
}
