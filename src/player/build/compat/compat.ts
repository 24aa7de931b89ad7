import type { Plugin } from 'vite';
import { readFeatures } from './features.ts';
import { ALLOWED } from './promise.ts';
import { scriptUses, type Use } from './script-uses.ts';
import { styleUses } from './style-uses.ts';

/** `assets/main-BRiusSkU.js` → `main`. */
const chunkOf = (file: string) => file.replace(/^.*\/|-[\w-]{8}\.\w+$/g, '');

/**
 * Fails a build whose scripts or styles use what the oldest browsers lack, without a test for it, a polyfill, or an
 * entry among {@link ALLOWED}.
 */
export function compat(): Plugin {
  return {
    name: 'examlet-compat',
    apply: 'build',
    writeBundle(_options, bundle) {
      const features = readFeatures();
      const faults = new Map<string, string>();
      const note = (file: string, content: string, uses: readonly Use[]) => {
        for (const { what, lacking, offset } of uses) {
          if (what in ALLOWED || `${what} in ${chunkOf(file)}` in ALLOWED) continue;
          const near = content.slice(Math.max(0, offset - 30), offset + 70).replace(/\s+/g, ' ');
          faults.set(`${what} in ${file}`, `${what}: not in ${lacking}; in ${file} at …${near}…`);
        }
      };
      for (const file of Object.values(bundle)) {
        const content = file.type === 'chunk' ? file.code : String(file.source);
        if (file.fileName.endsWith('.js')) note(file.fileName, content, scriptUses(content, features));
        else if (file.fileName.endsWith('.css')) note(file.fileName, content, styleUses(content, features));
      }
      if (faults.size > 0)
        this.error(
          'Browsers that the player promises to work in lack this. Write it in an older way, ask for it first, ' +
            `or see compat/promise.ts:\n${[...faults.values()].sort().join('\n')}`,
        );
    },
  };
}
