import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRandom } from '@layerprint/core/random';
import { downloadFile } from '../../src/fetch/download.ts';
import type { DownloadLimits, OnProgress } from '../../src/fetch/transfer.ts';
import { createWorkspace } from '../commands/workspace.ts';
import { dropAt, refuse, serve, serveBeginning, stall, startServer } from './loopback-server.ts';

const LIMITS: DownloadLimits = {
  stallTime: 60_000,
  totalTime: 300_000,
  attempts: 3,
  firstPause: 5,
  maxBytes: 1_000_000,
};
const random = createRandom(1, 'content');
const CONTENT = Uint8Array.from({ length: 200_000 }, () => random.nextBelow(256));

/** Has the time that a connection may be silent pass by `pass` alone, whatever the machine has to do besides. */
function stopClock(): { pass: (time: number) => void } {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  return { pass: (time) => void vi.advanceTimersByTime(time) };
}

async function prepare() {
  const path = join(await createWorkspace(), 'archive.part');
  const onProgress = vi.fn<OnProgress>();
  const download = (url: string, limits: Partial<DownloadLimits> = {}) =>
    downloadFile(url, path, { ...LIMITS, ...limits }, onProgress);
  const isWhole = async () => (await readFile(path)).equals(CONTENT);
  return { path, onProgress, download, isWhole };
}

describe('downloadFile', () => {
  it('receives a file and says how far it is', async () => {
    const { download, isWhole, onProgress } = await prepare();
    const { url, requests } = await startServer(serve(CONTENT));
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(onProgress).toHaveBeenCalledWith(0, 200_000);
    expect(onProgress).toHaveBeenLastCalledWith(200_000, 200_000);
    expect(requests[0]!.headers['accept-encoding']).toBe('identity');
  });

  it('goes on where the connection dropped', async () => {
    const { download, isWhole, path } = await prepare();
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 120_000, dropAt(path, 120_000)),
      serve(CONTENT),
    );
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(requests).toHaveLength(2);
    expect(requests[1]!.headers).toMatchObject({ range: 'bytes=120000-', 'if-range': '"one"' });
  });

  it('gives up a connection that stalls, and goes on over another one', async () => {
    const { download, isWhole, onProgress } = await prepare();
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 50_000, stall),
      serve(CONTENT),
    );
    const clock = stopClock();
    onProgress.mockImplementation((received) => {
      if (requests.length === 1 && received === 50_000) clock.pass(LIMITS.stallTime);
    });
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(requests[1]!.headers.range).toBe('bytes=50000-');
  });

  it('is patient with a server that is slow but never silent for long', async () => {
    const { download, isWhole, onProgress } = await prepare();
    const clock = stopClock();
    const { url, requests } = await startServer((_, response) => {
      response.writeHead(200, { etag: '"one"', 'content-length': CONTENT.length }).flushHeaders();
      onProgress.mockImplementation((received) => {
        if (received % 10_000 !== 0) return;
        clock.pass(LIMITS.stallTime - 1);
        response.write(CONTENT.subarray(received, received + 10_000));
      });
    });
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it('gives up a server that accepts the connection and answers nothing', async () => {
    const { download } = await prepare();
    const { url } = await startServer(stall);
    await expect(download(url, { stallTime: 50 })).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining(
        'failed 3 times in a row, the last time because nothing came for 0.05 s',
      ) as string,
    });
  });

  it('starts over when the file changed on the server meanwhile', async () => {
    const { download, isWhole, path } = await prepare();
    const old = CONTENT.map((value) => value ^ 255);
    const { url } = await startServer(
      serveBeginning(old, 50_000, dropAt(path, 50_000)),
      serve(CONTENT, '"another"'),
    );
    await download(url);
    expect(await isWhole()).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['no validator', {}],
    ['a weak one', { etag: 'W/"one"' }],
  ])('starts over when the server gave %s', async (_, headers) => {
    const { download, isWhole, path } = await prepare();
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 50_000, dropAt(path, 50_000), headers),
      serve(CONTENT),
    );
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(requests[1]!.headers.range).toBeUndefined();
  });

  it('takes the modification date where there is no strong ETag', async () => {
    const { download, path } = await prepare();
    const date = 'Mon, 08 Jun 2009 16:54:00 GMT';
    const headers = { etag: 'W/"one"', 'last-modified': date };
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 50_000, dropAt(path, 50_000), headers),
      serve(CONTENT),
    );
    await download(url);
    expect(requests[1]!.headers['if-range']).toBe(date);
  });

  it.each<[string, Parameters<typeof startServer>[0]]>([
    ['answers 416', refuse(416)],
    [
      'sends another part',
      (_, response) =>
        response
          .writeHead(206, { 'content-range': 'bytes 7-9/200000', 'content-length': 3 })
          .end('abc'),
    ],
  ])('starts over when the server %s to a range', async (_, answer) => {
    const { download, isWhole, path } = await prepare();
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 50_000, dropAt(path, 50_000)),
      answer,
      serve(CONTENT),
    );
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(requests[2]!.headers.range).toBeUndefined();
  });

  it('goes on in a later call, and asks for nothing once the file is whole', async () => {
    const { download, isWhole, path } = await prepare();
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 50_000, dropAt(path, 50_000)),
      serve(CONTENT),
    );
    await expect(download(url, { attempts: 1 })).rejects.toMatchObject({ code: 'download-failed' });
    await download(url);
    expect(requests[1]!.headers.range).toBe('bytes=50000-');
    await download(url);
    expect(await isWhole()).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it('does not go on with what came from another address', async () => {
    const { download, isWhole, path } = await prepare();
    const other = await startServer(
      serveBeginning(
        CONTENT.map((v) => v ^ 1),
        50_000,
        dropAt(path, 50_000),
      ),
    );
    await expect(download(other.url, { attempts: 1 })).rejects.toThrow();
    const { url, requests } = await startServer(serve(CONTENT));
    await download(url);
    expect(requests[0]!.headers.range).toBeUndefined();
    expect(await isWhole()).toBe(true);
  });

  it('refuses at once when the server answers 404', async () => {
    const { download, path } = await prepare();
    const { url, requests } = await startServer(refuse(404));
    await expect(download(url)).rejects.toMatchObject({
      code: 'download-refused',
      message: `The server answered 404 Not Found for ${url}.`,
    });
    expect(requests).toHaveLength(1);
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it.each([503, 429, 408])('tries again after the status %d', async (status) => {
    const { download, isWhole } = await prepare();
    const { url } = await startServer(refuse(status), serve(CONTENT));
    await download(url);
    expect(await isWhole()).toBe(true);
  });

  it('fails after attempts in a row that brought nothing new, and keeps what it has', async () => {
    const { download, path } = await prepare();
    const { url, requests } = await startServer(
      serveBeginning(CONTENT, 50_000, dropAt(path, 50_000)),
      refuse(500),
    );
    await expect(download(url)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('because the server answered 500') as string,
      hint: expect.stringContaining('run the task again to go on') as string,
    });
    expect(requests).toHaveLength(3);
    expect(await readFile(path)).toHaveLength(50_000);
  });

  it('fails when nobody listens', async () => {
    const { download } = await prepare();
    await expect(download('http://127.0.0.1:9/')).rejects.toMatchObject({
      code: 'download-failed',
    });
  });

  it('ends when its whole time is over, even while bytes trickle in', async () => {
    const { download } = await prepare();
    const { url } = await startServer((_, response) => {
      response.writeHead(200, { etag: '"one"', 'content-length': CONTENT.length });
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    await expect(download(url, { totalTime: 200 })).rejects.toMatchObject({
      code: 'download-timeout',
      message: expect.stringContaining('was not finished within 0.2 s') as string,
    });
  });

  it('ends when its time is over between two attempts', async () => {
    const { download } = await prepare();
    const { url } = await startServer(refuse(503));
    await expect(download(url, { totalTime: 100, firstPause: 60_000 })).rejects.toMatchObject({
      code: 'download-timeout',
    });
  });

  it('refuses more bytes than the archive can have', async () => {
    const { download } = await prepare();
    const { url, requests } = await startServer(serve(CONTENT));
    await expect(download(url, { maxBytes: 100_000 })).rejects.toMatchObject({
      code: 'download-too-large',
      message: expect.stringContaining('more than 100,000 bytes') as string,
    });
    expect(requests).toHaveLength(1);
  });
});
