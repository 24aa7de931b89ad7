import type { Plugin } from 'vite';

/** Where `dotnet run --project src/Examlet -- demo` serves the exam. */
const DEMO = process.env['EXAMLET_DEMO'] ?? 'http://localhost:5080';

/**
 * For work on the pages: `npm run dev` serves the pages of a running demo with the sources as they stand in the files.
 * The demo stays what answers them, so that a page is seen with true data.
 */
export function demoPages(
  entries: Readonly<Record<'embeds' | 'monitor', string>> & { readonly staff: Readonly<Record<string, string>> },
): Plugin {
  return {
    name: 'examlet-demo-pages',
    apply: 'serve',
    config: () => ({
      server: { proxy: { '/embed-api': DEMO, '/monitor-api': DEMO, '/staff-api': DEMO } },
      // The scan for packages knows nothing of how these sources are compiled; what it would find are modules already.
      optimizeDeps: { noDiscovery: true },
    }),
    configureServer(vite) {
      vite.middlewares.use(async (request, response, next) => {
        const [, page] = /^\/(embeds|monitor)\//.exec(request.url ?? '') ?? [];
        if (page !== 'embeds' && page !== 'monitor') return next();
        try {
          const found = await fetch(new URL(request.url ?? '', DEMO), { headers: { Accept: 'text/html' } });
          response.statusCode = found.status;
          response.setHeader('Content-Type', found.headers.get('Content-Type') ?? 'text/html');
          const html = await found.text();
          response.end(withSources(html, entries.staff[flowOf(html)] ?? entries[page]));
        } catch (fault) {
          next(fault);
        }
      });
    },
  };
}

/** The flow that a page of staff shows; empty for the student's. */
export function flowOf(html: string): string {
  return / id="examlet-staff">\{"flow":"([\w-]+)"/.exec(html)?.[1] ?? '';
}

/** A page of the server with the sources in the place of what was built from them. */
export function withSources(html: string, entry: string): string {
  return html
    .replace(/<link rel="stylesheet" href="\.\.\/assets\/[^"]*">/g, '')
    .replace(
      /<script type="module" src="\.\.\/assets\/[^"]*"><\/script>/,
      `<script type="module" src="/@vite/client"></script><script type="module" src="${entry}"></script>`,
    );
}
