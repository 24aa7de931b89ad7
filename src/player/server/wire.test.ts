import { expect, test } from 'vitest';

/**
 * Compares the types in `wire.ts` and `result.ts`, which are written by hand, with the description of the API: see
 * docs/adr/0008.
 */

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

type Body = { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> };

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Property {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: string;
}

/** What the server answers, and what it is sent. */
const ANSWERS: Readonly<Record<string, string>> = {
  'post /embed-api/start': 'State',
  'post /embed-api/open': 'State',
  'put /embed-api/answers/{questionId}': 'SaveResult',
  'put /embed-api/state': 'PlaceResult',
  'post /embed-api/hand-in': 'Completion',
  'get /embed-api/answers/{questionId}/versions': 'VersionPage',
  'get /embed-api/events/now': 'Happened',
  'get /embed-api/result': 'StudentResult',
  'get /embed-api/receipt': 'SessionReceipt',
  'post /embed-api/files': 'StudentFile',
  'patch /embed-api/files/{fileId}': 'StudentFile',
};
const BODIES: Readonly<Record<string, string>> = {
  'put /embed-api/answers/{questionId}': 'SaveRequest',
  'put /embed-api/state': 'PlaceRequest',
  'post /embed-api/hand-in': 'HandInRequest',
  'post /embed-api/files': 'FileRequest',
  'post /embed-api/faults': 'FaultReport',
};
/** The page's own data, and problems, which have one form everywhere: the document has no schema for them. */
const NOT_DESCRIBED = ['PageData', 'Theme'];

const source = Object.values(
  import.meta.glob<string>('./{wire,result}.ts', { eager: true, query: '?raw', import: 'default' }),
).join('\n');
const [document] = Object.values(
  import.meta.glob<Document>('../../../docs/openapi.json', { eager: true, import: 'default' }),
);
const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
const interfaces = new Map(
  [...code.matchAll(/export interface (\w+)(?: extends (\w+))? \{/g)].map((found) => [
    found[1] ?? '',
    { above: found[2], body: inBraces(code.slice(found.index)) },
  ]),
);
const aliases = new Map(
  [...code.matchAll(/export type (\w+) =([^;]+);/g)].map((found) => [found[1] ?? '', (found[2] ?? '').trim()]),
);

/** What stands in the first braces of a text. */
function inBraces(text: string): string {
  const start = text.indexOf('{');
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === '{') depth++;
    if (text[i] === '}' && --depth === 0) return text.slice(start + 1, i);
  }
  throw new Error(`Braces that do not close: ${text}`);
}

/** The properties in the body of an interface: each ends with the semicolon that stands in no inner braces. */
function propertiesOf(body: string): Property[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of body) {
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (char === ';' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${char}`);
  }
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [, name, mark, type] = /^readonly (\w+)(\??):\s*([\s\S]+)$/.exec(part) ?? [];
      if (!name || !type) throw new Error(`Not a property that this test reads: ${part}`);
      return { name, isOptional: mark === '?', type: type.trim() };
    });
}

function allOf(name: string): Property[] {
  const { above, body } = interfaces.get(name) ?? { above: undefined, body: '' };
  return [...(above ? allOf(above) : []), ...propertiesOf(body)];
}

/** A schema without references and without the null that it allows. */
function resolve(schema: Schema): { readonly shape: Schema; readonly isNullable: boolean } {
  const some = schema.oneOf?.filter((one) => one.type !== 'null');
  const inner = some?.[0] ?? schema;
  const shape = inner.$ref ? (document?.components.schemas[inner.$ref.replace(/^.*\//, '')] ?? {}) : inner;
  const isNullable = schema.oneOf?.length !== some?.length || [shape.type ?? []].flat().includes('null');
  return { shape, isNullable };
}

/** The JSON that a type stands for; null when it may be several, or anything. */
function kindOf(type: string): string | null {
  const text = aliases.get(type) ?? type.replace(/\s*\|\s*null$/, '').replace(/^readonly (?=.*\[\]$)/s, '');
  if (text.endsWith('[]')) return 'array';
  if (/^(\{|Readonly<Record<)/.test(text) || interfaces.has(text)) return 'object';
  if (/^('[^']*'(\s*\|\s*)?)+$/.test(text) || text === 'string') return 'string';
  return text === 'number' || text === 'boolean' ? text : null;
}

const reached = new Set<string>();

/** What is said wrongly of one property, and of everything below it. */
function compareProperty(path: string, property: Property, schema: Schema, isSent: boolean): string[] {
  const { shape, isNullable } = resolve(schema);
  const kinds = [shape.type ?? []].flat().filter((kind) => kind !== 'null');
  const kind = kindOf(property.type);
  const allowed = kinds.map((one) => (one === 'integer' ? 'number' : one));
  const found: string[] = [];
  if (kind && allowed.length > 0 && !allowed.includes(kind)) found.push(`${path} is ${kinds}, not ${kind}`);
  const takesNull = /\bnull\b|\bunknown\b|\bAnswerValue\b/.test(property.type);
  if (!isSent && isNullable && !takesNull) found.push(`${path} may be null`);
  if (isSent && !isNullable && shape.type && takesNull) found.push(`${path} may not be null`);
  const inner = shape.items ?? shape.additionalProperties;
  const below = inner ? resolve(inner).shape : shape;
  if (!below.properties) return found;
  const named = property.type.match(/\b\w+\b/g)?.find((word) => interfaces.has(word));
  if (property.type.includes('{')) found.push(...compare(path, propertiesOf(inBraces(property.type)), below, isSent));
  else if (named) found.push(...compareType(named, below, isSent, property.type));
  return found;
}

function compare(path: string, properties: readonly Property[], schema: Schema, isSent: boolean): string[] {
  const known = schema.properties ?? {};
  const found = properties.flatMap((property) => {
    const its = known[property.name];
    const at = `${path}.${property.name}`;
    return its ? compareProperty(at, property, its, isSent) : [`${at} is not in the document`];
  });
  if (!isSent) return found;
  const always = properties.filter((property) => !property.isOptional).map((property) => property.name);
  return [
    ...found,
    ...(schema.required ?? []).filter((name) => !always.includes(name)).map((name) => `${path}.${name} is not sent`),
  ];
}

function compareType(name: string, schema: Schema, isSent: boolean, type = ''): string[] {
  reached.add(name);
  const left = [...type.matchAll(/Omit<\w+, '(\w+)'>/g)].map((omitted) => omitted[1]);
  const properties = allOf(name).filter((property) => !left.includes(property.name));
  return compare(name, properties, resolve(schema).shape, isSent);
}

function schemaOf(operation: string, isSent: boolean): Schema | undefined {
  const [method = '', path = ''] = operation.split(' ');
  const described = document?.paths[path]?.[method];
  const body = isSent ? described?.requestBody : (described?.responses['200'] ?? described?.responses['201']);
  return Object.values(body?.content ?? {})[0]?.schema;
}

test('what the player reads and sends is what the document of the API describes', () => {
  const found = [ANSWERS, BODIES].flatMap((types) =>
    Object.entries(types).flatMap(([operation, name]) => {
      const schema = schemaOf(operation, types === BODIES);
      return schema ? compareType(name, schema, types === BODIES) : [`${operation} is not in the document`];
    }),
  );

  expect(found).toEqual([]);
  expect([...interfaces.keys()].filter((name) => !reached.has(name)).sort()).toEqual(NOT_DESCRIBED);
});

test('the comparison sees a field that is renamed, of another kind, null, or left out', () => {
  const schema: Schema = {
    properties: { id: { type: 'string' }, seq: { type: ['null', 'integer'] }, at: { type: 'string' } },
    required: ['id', 'at'],
  };
  const properties = propertiesOf(
    'readonly id: number; readonly seq: number; readonly number: { readonly x: string; };',
  );

  expect(compare('E', properties, schema, false)).toEqual([
    'E.id is string, not number',
    'E.seq may be null',
    'E.number is not in the document',
  ]);
  expect(compare('E', properties, schema, true)).toContain('E.at is not sent');
});
