import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
};

/** A static server on loopback, as a plain host would be. */
export interface StaticServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly origin: string;
}

/** Serves a folder below a base path with a slash at both ends, on a free port; for all else 404, with the folder's page for it. */
export async function serveFolder(folder: string, base: string): Promise<StaticServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    void findFile(folder, base, decodeURIComponent(pathname)).then((path) => {
      const shown = path ?? join(folder, '404.html');
      response.statusCode = path === undefined ? 404 : 200;
      response.setHeader('content-type', TYPES[extname(shown)] ?? 'application/octet-stream');
      createReadStream(shown)
        .on('error', () => response.end())
        .pipe(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function findFile(
  folder: string,
  base: string,
  pathname: string,
): Promise<string | undefined> {
  if (!pathname.startsWith(base)) return undefined;
  const path = join(folder, pathname.slice(base.length));
  const candidate = pathname.endsWith('/') ? join(path, 'index.html') : path;
  const isFile = await stat(candidate).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? candidate : undefined;
}
