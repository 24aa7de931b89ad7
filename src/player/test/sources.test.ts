import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MAX_LINES = 300;
const FOLDERS = ['player', 'monitor', 'staff', 'grading', 'results', 'rubric', 'embed'];

const src = fileURLToPath(new URL('../..', import.meta.url));
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|css)$/.test(path) && !/node_modules|dist/.test(path))
    .map((path) => join(folder, path)),
);

test('there are sources in each folder', () => {
  expect(new Set(sources.map((path) => path.split('/')[0]))).toEqual(new Set(FOLDERS));
});

test.each(sources)(`%s has at most ${MAX_LINES} lines`, (path) => {
  const lines = readFileSync(join(src, path), 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
});

const components = sources.filter((path) => path.startsWith('player/ui/') && !/\.test\./.test(path));

test.each(components)('%s has each part of the session from the context', (path) => {
  expect(readFileSync(join(src, path), 'utf8')).not.toMatch(/\bsession\.\w+\.(?!value\b|peek\b)\w/);
});
