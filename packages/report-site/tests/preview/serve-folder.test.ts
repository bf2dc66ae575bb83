import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { serveFolder } from '../../src/preview/serve-folder.ts';
import { createFolder } from '../../../artifacts/tests/git/small-repository.ts';

let origin: string;
beforeEach(async () => {
  const folder = join(await createFolder(), 'site');
  await mkdir(join(folder, 'layers'), { recursive: true });
  await writeFile(join(folder, '../secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), 'the report');
  await writeFile(join(folder, '404.html'), 'not here');
  await writeFile(join(folder, 'layers/index.html'), 'the layers');
  await writeFile(join(folder, 'a b.json'), '{}');
  const server = await serveFolder(folder, '/below/');
  onTestFinished(() => server[Symbol.asyncDispose]());
  ({ origin } = server);
});

/** Asks for an address as it is written, which `fetch` would tidy. */
function ask(
  path: string,
  method = 'GET',
): Promise<{ status: number; type?: string; to?: string; body: string }> {
  return new Promise((resolve, reject) => {
    request(origin, { path, method }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        const { 'content-type': type, location: to } = response.headers;
        resolve({ status: response.statusCode!, ...(type && { type }), ...(to && { to }), body });
      });
    })
      .on('error', reject)
      .end();
  });
}

describe('serveFolder', () => {
  it.each([
    ['/below/', 200, 'the report'],
    ['/below/index.html?specimen=cat-0', 200, 'the report'],
    ['/below/layers/', 200, 'the layers'],
    ['/below/a%20b.json', 200, '{}'],
    ['/below/layers/nothing.html', 404, 'not here'],
    ['/below/nothing', 404, 'not here'],
    ['/below/nothing/', 404, 'not here'],
    ['/', 404, 'not here'],
    ['/other/', 404, 'not here'],
    ['/below/%E0%A4%A', 404, 'not here'],
    ['/below/%00', 404, 'not here'],
  ])('answers %s with %i and "%s"', async (path, status, body) => {
    expect(await ask(path)).toMatchObject({ status, body });
  });

  it.each([
    '/below/../secret.txt',
    '/below/%2e%2e/secret.txt',
    '/below/..%2fsecret.txt',
    '/below/..%5csecret.txt',
    '/below/layers/../../secret.txt',
    '/below//etc/passwd',
  ])('shows nothing outside the folder for %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: 'not here' });
  });

  it('sends a folder without its slash to the one with it, so that relative links are right', async () => {
    expect(await ask('/below/layers?scale=map')).toMatchObject({
      status: 301,
      to: '/below/layers/?scale=map',
    });
  });

  it('says what a file is, and only that when it is asked for only that', async () => {
    expect(await ask('/below/', 'HEAD')).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      body: '',
    });
    expect(await ask('/below/a%20b.json')).toMatchObject({ type: 'application/json' });
  });

  it('takes another port where the wanted one is taken', async () => {
    const taken = Number(new URL(origin).port);
    await using second = await serveFolder(await createFolder(), '/', taken);
    expect(second.origin).not.toBe(origin);
    expect((await fetch(second.origin)).status).toBe(404);
  });
});
