import type { Plugin } from 'vite';

/** Every browser in the build target reads woff2: the older formats of KaTeX's fonts stay out of the bundle. */
export function onlyWoff2(): Plugin {
  return {
    name: 'examlet-only-woff2',
    enforce: 'pre',
    transform(code, id) {
      return id.includes('katex') && id.split('?')[0]?.endsWith('.css')
        ? code.replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\(["'][^"']+["']\)/g, '')
        : null;
    },
  };
}
