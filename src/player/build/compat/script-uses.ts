import { parseSync } from 'vite';
import type { Features } from './features.ts';

/** A part of a script's syntax tree. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [name: string]: unknown;
}

/** Something that the oldest browsers lack, where it is used without a test for it. */
export interface Use {
  readonly what: string;
  readonly lacking: string;
  readonly offset: number;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Among the guards: what is missing throws, and that is caught. */
const CAUGHT = '(caught)';

const isFunction = (node: Node) => /Function/.test(node.type) || node.type === 'Program' || node.type === 'StaticBlock';

function* inner(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) yield* value.filter(isNode);
    else if (isNode(value)) yield value;
  }
}

const nameOf = (node: unknown): string | null =>
  isNode(node) && node.type === 'Identifier' ? String(node['name']) : null;

/** `Object.hasOwn`, `x?.at`: the name behind the dot. */
function memberOf(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null;
  if (!node['computed']) return nameOf(node['property']);
  const key = node['property'];
  return isNode(key) && typeof key['value'] === 'string' ? key['value'] : null;
}

/**
 * Names that a function asks for before it uses them: `typeof x.at`, `'at' in x`, `if (x.at)`, `x.at?.()`, `x.at && …`.
 */
function tested(fn: Node): Set<string> {
  const names = new Set<string>();
  const ask = (node: unknown): void => {
    if (!isNode(node)) return;
    const name = memberOf(node) ?? nameOf(node);
    if (name) names.add(name);
    else if (node.type === 'UnaryExpression' || node.type === 'ChainExpression')
      ask(node['argument'] ?? node['expression']);
    else if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression') {
      ask(node['left']);
      ask(node['right']);
    } else if (node.type === 'ConditionalExpression') {
      ask(node['consequent']);
      ask(node['alternate']);
    }
  };
  const walk = (node: Node): void => {
    const { type } = node;
    if (type === 'UnaryExpression' && node['operator'] === 'typeof') ask(node['argument']);
    if (type === 'BinaryExpression' && node['operator'] === 'in' && isNode(node['left'])) {
      if (typeof node['left']['value'] === 'string') names.add(node['left']['value']);
    }
    if (type === 'IfStatement' || type === 'ConditionalExpression') ask(node['test']);
    if (type === 'LogicalExpression') ask(node['left']);
    if (type === 'CallExpression' && node['optional'] === true) ask(node['callee']);
    for (const child of inner(node)) if (child === fn || !isFunction(child)) walk(child);
  };
  walk(fn);
  return names;
}

/** Names that the script itself gives to methods and variables: what is called by them may be its own. */
function ownNames(program: Node): { readonly methods: Set<string>; readonly variables: Set<string> } {
  const methods = new Set<string>();
  const variables = new Set<string>();
  const bind = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    const name = nameOf(pattern);
    if (name) variables.add(name);
    else for (const child of inner(pattern)) bind(child.type === 'Property' ? child['value'] : child);
  };
  const walk = (node: Node): void => {
    if (node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') {
      const name = nameOf(node['key']);
      if (name) methods.add(name);
    }
    if (node.type === 'Property' && isNode(node['value']) && isFunction(node['value'])) {
      const name = nameOf(node['key']);
      if (name) methods.add(name);
    }
    if (node.type === 'VariableDeclarator' || /^(Function|Class)Declaration$/.test(node.type)) bind(node['id']);
    if (node.type === 'ImportSpecifier' || node.type === 'ImportDefaultSpecifier') bind(node['local']);
    if (node.type === 'CatchClause') bind(node['param']);
    if (/Function/.test(node.type)) for (const param of (node['params'] as Node[]) ?? []) bind(param);
    for (const child of inner(node)) walk(child);
  };
  walk(program);
  return { methods, variables };
}

const INTL =
  /^(NumberFormat|DateTimeFormat|PluralRules|RelativeTimeFormat|ListFormat|Collator|DisplayNames|Segmenter)$/;

/**
 * What a built script uses that the oldest browsers lack. A use is left out where its own function asks first whether
 * it is there.
 */
export function scriptUses(code: string, features: Features): Use[] {
  const program = parseSync('built.js', code).program as unknown as Node;
  const own = ownNames(program);
  const uses: Use[] = [];
  const found = (what: string, lacking: string | undefined, node: Node, guards: ReadonlySet<string>, name: string) => {
    if (lacking && !guards.has(name) && !guards.has(CAUGHT)) uses.push({ what, lacking, offset: node.start });
  };

  const options = (node: Node, guards: ReadonlySet<string>) => {
    const callee = node['callee'];
    const name = isNode(callee) ? memberOf(callee) : null;
    const given = ((node['arguments'] as Node[]) ?? [])[1];
    if (!name || !INTL.test(name) || given?.type !== 'ObjectExpression') return;
    for (const property of given['properties'] as Node[]) {
      const option = nameOf(property['key']);
      const value = isNode(property['value']) ? property['value']['value'] : undefined;
      for (const what of [`Intl.${name} ${option}`, `Intl.${name} ${option}: ${value}`])
        found(what, features.intl.get(what), node, guards, what);
    }
  };

  const pattern = (node: Node, source: string, flags: string) => {
    if (/\(\?<[=!]/.test(source))
      uses.push({ what: 'lookbehind in a pattern', lacking: 'safari 14, firefox 77', offset: node.start });
    if (/[vd]/.test(flags)) uses.push({ what: `flag ${flags} of a pattern`, lacking: 'all', offset: node.start });
  };

  const walk = (node: Node, guards: ReadonlySet<string>): void => {
    const member = memberOf(node);
    if (member !== null) {
      const object = nameOf(node['object']);
      const full = `${object}.${member}`;
      if (object && !own.variables.has(object)) found(full, features.statics.get(full), node, guards, member);
    }
    if (node.type === 'CallExpression' && isNode(node['callee'])) {
      const name = memberOf(node['callee']);
      const isStatic = name && features.statics.has(`${nameOf(node['callee']['object'])}.${name}`);
      if (name && !isStatic && !own.methods.has(name) && !node['optional'])
        found(`.${name}()`, features.methods.get(name), node, guards, name);
    }
    if (node.type === 'NewExpression' || node.type === 'CallExpression') {
      const name = nameOf(node['callee']);
      if (name && !own.variables.has(name)) found(name, features.globals.get(name), node, guards, name);
      options(node, guards);
    }
    const superclass = node.type.startsWith('Class') ? nameOf(node['superClass']) : null;
    if (superclass && !own.variables.has(superclass))
      found(superclass, features.globals.get(superclass), node, guards, superclass);
    const regex = node['regex'] as { pattern: string; flags: string } | undefined;
    if (node.type === 'Literal' && regex) pattern(node, regex.pattern, regex.flags);
    const isCaught = node.type === 'TryStatement' && isNode(node['handler']);
    for (const child of inner(node)) {
      if (isFunction(child)) walk(child, tested(child));
      else walk(child, isCaught && child === node['block'] ? new Set([...guards, CAUGHT]) : guards);
    }
  };
  walk(program, tested(program));
  return uses;
}
