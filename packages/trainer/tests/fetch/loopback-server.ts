import { statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine alone that answers the requests of one test. */
export interface LoopbackServer {
  readonly url: string;
  /** What was asked for, in order. */
  readonly requests: IncomingMessage[];
}

/** Starts a server whose nth request is answered by the nth handler, and all further ones by the last. */
export async function startServer(...handlers: Handler[]): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const handler = handlers[Math.min(requests.length, handlers.length - 1)]!;
    requests.push(request);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/archive.tar.gz`, requests };
}

/** Serves content, or the rest of it, as a good server does. */
export function serve(content: Uint8Array, etag = '"one"'): Handler {
  return (request, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const isContinued = start > 0 && request.headers['if-range'] === etag;
    const body = isContinued ? content.subarray(start) : content;
    response.writeHead(isContinued ? 206 : 200, {
      etag,
      'content-length': body.length,
      ...(isContinued && {
        'content-range': `bytes ${start}-${content.length - 1}/${content.length}`,
      }),
    });
    response.end(body);
  };
}

/** Promises the whole content, sends its beginning, and then does `next`. */
export function serveBeginning(
  content: Uint8Array,
  bytes: number,
  next: (response: ServerResponse) => void,
  headers: Record<string, string> = { etag: '"one"' },
): Handler {
  return (_, response) => {
    response.writeHead(200, { ...headers, 'content-length': content.length });
    response.write(content.subarray(0, bytes), () => next(response));
  };
}

/** Breaks the connection, once so many bytes have come to be in a file. */
export function dropAt(path: string, bytes: number): (response: ServerResponse) => void {
  return (response) => {
    const timer = setInterval(() => {
      if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) return;
      clearInterval(timer);
      response.destroy();
    }, 5);
    response.on('close', () => clearInterval(timer));
  };
}

/** Leaves the connection open and sends nothing more. */
export function stall(): void {
  // Nothing is what a stalled server does.
}

/** Answers with a status and no content. */
export function refuse(status: number): Handler {
  return (_, response) => response.writeHead(status).end();
}
