import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { compat } from './build/compat/compat.ts';
import { TARGETS } from './build/compat/promise.ts';
import { demoPages } from './build/demo-pages.ts';
import { onlyWoff2 } from './build/only-woff2.ts';
import { packed } from './build/packed.ts';
import { sizeBudget } from './build/size-budget.ts';
import packages from './package.json' with { type: 'json' };

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Graph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/**
 * Keeps what the first page needs in one script: shared with a part that is loaded later, it would become a request of
 * its own.
 */
function oneScript() {
  const entry = at('./main.ts');
  const known = new Map<string, boolean>([[entry, true]]);
  const isFirst = (id: string, graph: Graph): boolean => {
    const answer = known.get(id);
    if (answer !== undefined) return answer;
    known.set(id, false); // a circle of imports ends here
    const found = graph.getModuleInfo(id)?.importers.some((importer) => isFirst(importer, graph)) ?? false;
    known.set(id, found);
    return found;
  };
  return (id: string, graph: Graph) => (isFirst(id, graph) ? 'main' : null);
}

/** The page, its script, its style, and `start` or `open`; the event stream opens after them. */
const FIRST_QUESTION = { name: 'player', bytes: 60 * 1024, requests: '4 requests to the first question' };

export default defineConfig({
  root: at('.'),
  base: './',
  publicDir: false,
  resolve: {
    alias: [
      { find: '@examlet/player/mathematics', replacement: at('./sdk/mathematics.ts') },
      { find: '@examlet/player/purify', replacement: at('./html/purify.ts') },
      { find: '@examlet/player/lazy', replacement: at('./sdk/lazy-parts.ts') },
      { find: '@examlet/player', replacement: at('./sdk/index.ts') },
    ],
    // What a question type imports is found here, wherever its folder stands.
    dedupe: [...Object.keys(packages.dependencies), 'vitest', 'fast-check', 'fake-indexeddb'],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // The tests of a type stand beside it, outside of this folder.
  server: { fs: { allow: [at('../..')] } },
  plugins: [
    onlyWoff2(),
    sizeBudget(FIRST_QUESTION),
    compat(),
    packed(),
    demoPages({
      embeds: '/main.ts',
      monitor: `/@fs${at('../monitor/main.ts')}`,
      staff: {
        'grade-exam': `/@fs${at('../grading/main.tsx')}`,
        'view-results': `/@fs${at('../results/main.tsx')}`,
        'edit-rubric': `/@fs${at('../rubric/main.tsx')}`,
      },
    }),
  ],
  build: {
    target: TARGETS,
    manifest: true,
    // The server puts every file below /assets/ itself.
    assetsDir: '',
    modulePreload: { polyfill: false },
    // The page's policy allows fonts and images of its own origin, not data: URIs.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The mathematics editor is that large; the budget above watches what everybody loads.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: at('./main.ts'),
      checks: { pluginTimings: false },
      output: { codeSplitting: { groups: [{ name: oneScript() }] } },
    },
  },
  test: {
    dir: at('../..'),
    include: [
      'src/{player,monitor,staff,grading,results,rubric}/**/*.test.{ts,tsx}',
      'question-types/**/*.test.{ts,tsx}',
    ],
    // The DOM of the tests is too unlike a browser's for it: what it does is tested in one (ShownAsTextTests).
    alias: [{ find: 'dompurify', replacement: at('./test/purify.ts') }],
    restoreMocks: true,
    // Tests wait for events; this ends one whose event never comes, also on a busy computer.
    testTimeout: 30_000,
  },
});
