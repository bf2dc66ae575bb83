import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A remote cache on this machine. */
export interface CacheServer {
  readonly address: string;
  /** What was asked of it, in order: "GET 404", "PUT 200". */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Starts the smallest server that speaks Nx's open protocol of remote caches: `GET` and `PUT` of `/v1/cache/{hash}`, with the same
 * bytes given back that were put, for whoever has the token.
 *
 * Source: https://nx.dev/recipes/running-tasks/self-hosted-caching#build-your-own-caching-server
 */
export async function startCacheServer(token: string): Promise<CacheServer> {
  const kept = new Map<string, Buffer>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const answer = (status: number, body?: Buffer): void => {
      requests.push(`${request.method!} ${status}`);
      response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(body);
    };
    void buffer(request).then((body) => {
      const [, hash] = /^\/v1\/cache\/(\w+)$/.exec(request.url!) ?? [];
      if (request.headers.authorization !== `Bearer ${token}`) return answer(401);
      if (hash === undefined) return answer(400);
      if (request.method === 'GET') return answer(kept.has(hash) ? 200 : 404, kept.get(hash));
      if (kept.has(hash)) return answer(409);
      kept.set(hash, body);
      return answer(200);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
