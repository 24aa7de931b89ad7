import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const player = fileURLToPath(new URL('..', import.meta.url));

/** What each folder may import from: those before it. `page` is all that the monitor shares with the player. */
const ORDER = [
  'page',
  'server',
  'mathematics',
  'html',
  'files',
  'questions',
  'saving',
  'host',
  'session',
  'ui',
  'sdk',
  'test',
];
const IMPORT = /(?:from|import|import\()\s*'(\.[^']*)'/g;

const isSource = (path: string) => /\.tsx?$/.test(path) && !/\.test\./.test(path);

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => isSource(path) && !/node_modules|dist/.test(path))
    .map((path) => join(folder, path));
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)]
    .map(([, path]) => resolve(dirname(file), path ?? ''))
    .map((path) => [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find((name) => isFile(name)))
    .filter((path): path is string => path !== undefined && isSource(path));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

const graph = new Map(sourcesIn(player).map((file) => [file, importsOf(file)]));

/** The first circle of imports from a file, as names; null when there is none. */
function circleFrom(file: string, way: readonly string[], done: Set<string>): string | null {
  if (way.includes(file)) return [...way.slice(way.indexOf(file)), file].map((f) => relative(player, f)).join(' → ');
  if (done.has(file)) return null;
  for (const imported of graph.get(file) ?? []) {
    const circle = circleFrom(imported, [...way, file], done);
    if (circle) return circle;
  }
  done.add(file);
  return null;
}

test('no import leads back to where it came from', () => {
  const done = new Set<string>();
  expect([...graph.keys()].map((file) => circleFrom(file, [], done)).filter((circle) => circle !== null)).toEqual([]);
});

test('a folder imports only from those before it', () => {
  const folderOf = (file: string) => {
    const parts = relative(player, file).split('/');
    return parts.length > 1 ? (parts[0] ?? '') : '';
  };
  const wrong = [...graph].flatMap(([file, imported]) =>
    imported
      .map((to) => [folderOf(file), folderOf(to)] as const)
      .filter(([from, to]) => ORDER.includes(from) && from !== to)
      .filter(([from, to]) => !ORDER.includes(to) || ORDER.indexOf(to) > ORDER.indexOf(from))
      .map(([from, to]) => `${relative(player, file)}: ${from} → ${to || 'the root'}`),
  );
  expect(wrong).toEqual([]);
});

test('the monitor imports nothing of the player but what every page needs', () => {
  const monitor = resolve(player, '../monitor');
  const foreign = sourcesIn(monitor).flatMap((file) =>
    importsOf(file)
      .filter((to) => !to.startsWith(monitor) && !relative(player, to).startsWith('page/'))
      .map((to) => `${relative(monitor, file)}: ${relative(player, to)}`),
  );
  expect(foreign).toEqual([]);
});
