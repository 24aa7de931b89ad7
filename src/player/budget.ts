import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

/** What the first question may cost on the wire: brotli bytes of the entry script and style. */
const BUDGET_BYTES = 60 * 1024;

/** The page, its script, its style, and `start` or `open`; the event stream opens after them. */
const REQUESTS = 4;

/** As the server packs its assets. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Prints the size of what a student downloads before the first question, and fails the build over the budget. */
export function budget(): Plugin {
  return {
    name: 'examlet-budget',
    writeBundle(_options, bundle) {
      const sizes = new Map<string, number>();
      const firstLoad = new Set<string>();
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue;
        const content = file.type === 'chunk' ? file.code : file.source;
        sizes.set(file.fileName, brotliCompressSync(content, BROTLI).length);
        if (file.type === 'chunk' && file.isEntry) {
          firstLoad.add(file.fileName);
          for (const style of file.viteMetadata?.importedCss ?? []) firstLoad.add(style);
          for (const script of file.imports) firstLoad.add(script);
        }
      }
      const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1);
      const total = [...firstLoad].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
      const later = [...sizes].filter(([name]) => !firstLoad.has(name));
      const lazy = later.map(([name, size]) => `${name.replace(/^.*\/|-[\w-]{8}(?=\.)/g, '')} +${kilobytes(size)}`);
      const line = `player: ${kilobytes(total)} of ${kilobytes(BUDGET_BYTES)} KB brotli in ${firstLoad.size} files, ${REQUESTS} requests to the first question`;
      if (total > BUDGET_BYTES) this.error(`${line}: over the budget`);
      console.log(lazy.length > 0 ? `${line}; when needed: ${lazy.join(', ')}` : line);
    },
  };
}
