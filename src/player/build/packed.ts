import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** The Brotli copy of a file, as small as it gets: it is made once, here, and sent as it is. */
export const brotli = (content: string | Uint8Array): Buffer =>
  brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });

const gzip = (content: string | Uint8Array): Buffer => gzipSync(content, { level: constants.Z_BEST_COMPRESSION });

/** Fonts and pictures are packed already. */
const PACKABLE = /\.(js|css|svg|json|html)$/;

/** Puts a `.br` and a `.gz` beside each text of the page, so that the server has nothing to pack. */
export function packed(): Plugin {
  return {
    name: 'examlet-packed',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.fileName.startsWith('.') || !PACKABLE.test(file.fileName)) continue;
          const content = file.type === 'chunk' ? file.code : file.source;
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.br`, source: brotli(content) });
          this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzip(content) });
        }
      },
    },
  };
}
