import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import packages from '../package.json' with { type: 'json' };
import { onlyWoff2 } from './only-woff2.ts';
import { packed } from './packed.ts';
import { sizeBudget } from './size-budget.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Brotli kilobytes of each page before its first use. */
const BUDGETS = new Map([
  ['grading', 72],
  ['results', 72],
  ['rubric', 60],
]);

/**
 * The pages of staff are built beside the player, each with a manifest of its own: `--mode grading`, `--mode results`,
 * `--mode rubric`. Nothing of them comes into the student's first page.
 */
export default defineConfig(({ mode: page }) => {
  const kilobytes = BUDGETS.get(page);
  if (kilobytes === undefined) throw new Error(`There is no page of staff called ${page}.`);
  return {
    root: at('..'),
    base: './',
    publicDir: false,
    resolve: {
      alias: [
        { find: '@examlet/player/mathematics', replacement: at('../sdk/mathematics.ts') },
        { find: '@examlet/player/purify', replacement: at('../html/purify.ts') },
        { find: '@examlet/player/lazy', replacement: at('../sdk/lazy-parts.ts') },
        { find: '@examlet/player', replacement: at('../sdk/index.ts') },
      ],
      // What the pages import is found here, as for the question types.
      dedupe: Object.keys(packages.dependencies),
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    plugins: [
      onlyWoff2(),
      sizeBudget({ name: page, bytes: kilobytes * 1024, requests: '4 requests to the first use' }),
      packed(),
    ],
    build: {
      target: ['chrome87', 'safari14', 'firefox78'],
      cssTarget: ['chrome87', 'safari14.1', 'firefox78'],
      manifest: `.vite/${page}.json`,
      emptyOutDir: false,
      assetsDir: '',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { [page]: at(`../../${page}/main.tsx`) },
        checks: { pluginTimings: false },
      },
    },
  };
});
