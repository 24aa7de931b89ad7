import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const styles = [
  'src/player/styles',
  'src/monitor/styles',
  'src/staff/styles',
  'src/grading/styles',
  'src/results/styles',
  'src/rubric/styles',
  'question-types',
].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => join(folder, name)),
);

/** The rules of a style sheet that stand outside of `@media (hover: hover)`. */
function outsideOfHover(css: string): string {
  return css.replace(/@media \(hover: hover\) \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
}

// A finger leaves `:hover` where it was: on the next question that option would look chosen.
test.each(styles)('%s has :hover only for devices that hover', (path) => {
  expect(outsideOfHover(readFileSync(join(root, path), 'utf8'))).not.toContain(':hover');
});
