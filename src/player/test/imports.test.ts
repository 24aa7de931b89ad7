import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const player = fileURLToPath(new URL('..', import.meta.url));
const at = (path: string) => resolve(player, path);
const [monitor, embed, types] = [at('../monitor'), at('../embed'), at('../../question-types')];
const staff = at('../staff');
/** The pages of staff's flows. */
const STAFF_PAGES = [at('../grading'), at('../results'), at('../rubric')];
/** What the pages of staff share with the player. */
const SHARED_WITH_STAFF = ['page', 'mathematics', 'html', 'saving', 'host'];
/** What question types import, as tsconfig.json and vite.config.ts name it. */
const NAMED = new Map([
  ['@examlet/player', 'sdk/index.ts'],
  ['@examlet/player/lazy', 'sdk/lazy-parts.ts'],
  ['@examlet/player/mathematics', 'sdk/mathematics.ts'],
  ['@examlet/player/purify', 'html/purify.ts'],
]);

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
const IMPORT = /(?:from|import|import\()\s*'([^']*)'/g;

const isSource = (path: string) => /\.tsx?$/.test(path) && !/\.test\./.test(path);

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => isSource(path) && !/node_modules|dist/.test(path))
    .map((path) => join(folder, path));
}

function namesIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name]) => name ?? '');
}

function importsOf(file: string): string[] {
  return namesIn(file)
    .filter((name) => name.startsWith('.') || NAMED.has(name))
    .map((name) => (NAMED.has(name) ? join(player, NAMED.get(name) ?? '') : resolve(dirname(file), name)))
    .map((path) => [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find((name) => isFile(name)))
    .filter((path): path is string => path !== undefined && isSource(path));
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

const graph = new Map(
  [player, monitor, embed, types, staff, ...STAFF_PAGES].flatMap(sourcesIn).map((file) => [file, importsOf(file)]),
);

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
  const ofPlayer = [...graph].filter(([file]) => file.startsWith(player));
  const wrong = ofPlayer.flatMap(([file, imported]) =>
    imported
      .map((to) => [folderOf(file), folderOf(to)] as const)
      .filter(([from, to]) => ORDER.includes(from) && from !== to)
      .filter(([from, to]) => !ORDER.includes(to) || ORDER.indexOf(to) > ORDER.indexOf(from))
      .map(([from, to]) => `${relative(player, file)}: ${from} → ${to || 'the root'}`),
  );
  expect(wrong).toEqual([]);
});

test('the monitor imports nothing of the player but what every page needs', () => {
  const foreign = sourcesIn(monitor).flatMap((file) =>
    importsOf(file)
      .filter((to) => !to.startsWith(monitor) && !relative(player, to).startsWith('page/'))
      .map((to) => `${relative(monitor, file)}: ${relative(player, to)}`),
  );
  expect(foreign).toEqual([]);
});

test('the pages of staff import of the player only what is for all, and nothing of each other', () => {
  const isFor = (owners: readonly string[], to: string) =>
    owners.some((owner) => to.startsWith(`${owner}/`)) ||
    SHARED_WITH_STAFF.some((folder) => to.startsWith(join(player, folder, '/')));
  const foreign = [staff, ...STAFF_PAGES].flatMap((folder) =>
    sourcesIn(folder).flatMap((file) =>
      importsOf(file)
        .filter((to) => !isFor([folder, staff], to))
        .map((to) => `${relative(staff, file)}: ${relative(player, to)}`),
    ),
  );
  expect(foreign).toEqual([]);
});

test('no other page imports anything of staff', () => {
  const own = [staff, ...STAFF_PAGES];
  const foreign = [player, monitor, types]
    .flatMap(sourcesIn)
    .filter((file) => importsOf(file).some((to) => own.some((folder) => to.startsWith(`${folder}/`))));
  expect(foreign).toEqual([]);
});

test('what a host embeds imports nothing of either page', () => {
  expect(sourcesIn(embed).flatMap((file) => importsOf(file).filter((to) => !to.startsWith(embed)))).toEqual([]);
});

test('a question type imports only what is its own, packages, and what the player offers to all', () => {
  const foreign = sourcesIn(types).flatMap((file) =>
    namesIn(file)
      .filter((name) =>
        name.startsWith('@examlet/') ? !NAMED.has(name) : name.startsWith('.') && !/^\.\/[^/]+$/.test(name),
      )
      .map((name) => `${relative(types, file)}: ${name}`),
  );
  expect(foreign).toEqual([]);
});

test('every file is reached: the test reads them all', () => {
  for (const folder of [player, monitor, embed, types, staff, ...STAFF_PAGES])
    expect(sourcesIn(folder).length).toBeGreaterThan(0);
});
