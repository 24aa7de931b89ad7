import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import packages from '../package.json' with { type: 'json' };
import { packed } from './packed.ts';
import { sizeBudget } from './size-budget.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The monitor is built beside the player, with a manifest of its own: nothing of it comes into the student's first
 * page.
 */
export default defineConfig({
  root: at('..'),
  base: './',
  publicDir: false,
  // What the monitor imports is found here, as for the question types.
  resolve: { dedupe: Object.keys(packages.dependencies) },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [sizeBudget({ name: 'monitor', bytes: 48 * 1024, requests: '4 requests to the first row' }), packed()],
  build: {
    target: ['chrome87', 'safari14', 'firefox78'],
    cssTarget: ['chrome87', 'safari14.1', 'firefox78'],
    manifest: '.vite/monitor.json',
    emptyOutDir: false,
    assetsDir: '',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { monitor: at('../../monitor/main.ts') },
      checks: { pluginTimings: false },
    },
  },
});
