import type { Plugin } from 'vite';
import { brotli } from './packed.ts';

/** What a page may cost on the wire before it is of use. */
export interface Allowance {
  /** The page's name in what is printed. */
  readonly name: string;
  /** Brotli bytes of the entry script and style. */
  readonly bytes: number;
  /** What is counted in the requests, as it is printed. */
  readonly requests: string;
}

/** Prints the size of what is downloaded before the page is of use, and fails the build over the budget. */
export function sizeBudget({ name, bytes, requests }: Allowance): Plugin {
  return {
    name: 'examlet-size-budget',
    writeBundle(_options, bundle) {
      const sizes = new Map<string, number>();
      const firstLoad = new Set<string>();
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue;
        const content = file.type === 'chunk' ? file.code : file.source;
        sizes.set(file.fileName, brotli(content).length);
        if (file.type === 'chunk' && file.isEntry) {
          firstLoad.add(file.fileName);
          for (const style of file.viteMetadata?.importedCss ?? []) firstLoad.add(style);
          for (const script of file.imports) firstLoad.add(script);
        }
      }
      const kilobytes = (size: number) => (size / 1024).toFixed(1);
      const total = [...firstLoad].reduce((sum, file) => sum + (sizes.get(file) ?? 0), 0);
      const later = [...sizes].filter(([file]) => !firstLoad.has(file));
      const lazy = later.map(([file, size]) => `${file.replace(/^.*\/|-[\w-]{8}(?=\.)/g, '')} +${kilobytes(size)}`);
      const size = `${kilobytes(total)} of ${kilobytes(bytes)} KB brotli in ${firstLoad.size} files`;
      const line = `${name}: ${size}, ${requests}`;
      if (total > bytes) this.error(`${line}: over the budget`);
      console.log(lazy.length > 0 ? `${line}; when needed: ${lazy.join(', ')}` : line);
    },
  };
}
