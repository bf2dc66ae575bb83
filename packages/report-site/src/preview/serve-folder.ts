import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** A static server on loopback, as a plain host would be. */
export interface StaticServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  readonly origin: string;
}

/** What a request is answered with. */
interface Answer {
  readonly status: 200 | 301 | 404;
  /** A file to send, or where to go; undefined for nothing. */
  readonly path?: string;
}

/**
 * Serves a folder as static hosts do: a folder's `index.html` for its address, which is sent there when the
 * slash at its end is missing, and `404.html` for all that is not there.
 *
 * @param base The path below which it is served, with a slash at both ends.
 * @param port Another one where it is taken; 0 for any that is free.
 */
export async function serveFolder(folder: string, base: string, port = 0): Promise<StaticServer> {
  const server = createServer((request, response) => {
    void answer(folder, base, request.url ?? '/').then(({ status, path }) => {
      if (status === 301) {
        response.writeHead(status, { location: path }).end();
        return;
      }
      const type = (path && TYPES[extname(path)]) ?? 'application/octet-stream';
      response.writeHead(status, path === undefined ? {} : { 'content-type': type });
      if (path === undefined || request.method === 'HEAD') response.end();
      else createReadStream(path).pipe(response);
    });
  });
  const listen = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(port).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return listen(0);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(folder: string, base: string, address: string): Promise<Answer> {
  const [pathname = '', query] = address.split('?', 2);
  const missing = join(folder, '404.html');
  const notFound = { status: 404, ...((await isFile(missing)) && { path: missing }) } as const;
  const below = pathname.startsWith(base) ? readPath(pathname.slice(base.length)) : undefined;
  if (below === undefined) return notFound;
  const path = join(folder, below);
  if (below === '' || below.endsWith('/')) {
    const index = join(path, 'index.html');
    return (await isFile(index)) ? { status: 200, path: index } : notFound;
  }
  if (await isFile(path)) return { status: 200, path };
  if (!(await isFile(join(path, 'index.html')))) return notFound;
  return { status: 301, path: `${pathname}/${query === undefined ? '' : `?${query}`}` };
}

/** A path below a folder out of an address; undefined for one that leads out of it, or is none. */
function readPath(text: string): string | undefined {
  try {
    const path = decodeURIComponent(text);
    return /(?:^|[/\\])\.\.(?:[/\\]|$)|\0|^[/\\]/.test(path) ? undefined : path;
  } catch {
    return undefined;
  }
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
