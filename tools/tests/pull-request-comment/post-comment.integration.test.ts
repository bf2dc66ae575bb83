import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../pull-request-comment/post-comment.ts');
const MARKER = '<!-- layerprint figure diff -->';
const SHA = 'a'.repeat(40);

/** What GitHub knows, in a test. */
interface World {
  readonly pullRequests?: object[];
  readonly comments?: object[];
}

/** Runs the script against a server that stands for GitHub. */
async function post(file: string | undefined, world: World = {}) {
  const { pullRequests = [{ number: 7, head: { sha: SHA } }], comments = [] } = world;
  const written: { method: string; url: string; body: string }[] = [];
  const queries: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      if (method === 'GET') queries.push(url);
      else written.push({ method, url, ...(JSON.parse(text) as { body: string }) });
      const page = Number(new URLSearchParams(url.split('?')[1]).get('page') ?? 1);
      const listed = url.includes('/pulls') ? pullRequests : comments.slice((page - 1) * 100);
      response.end(JSON.stringify(method === 'GET' ? listed.slice(0, 100) : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const env = {
    PATH: process.env['PATH'],
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: 'octo/cat',
    GITHUB_TOKEN: 'token',
    COMMENT_FILE: file ?? '/nowhere/diff.md',
    RUN_URL: 'https://github.example/octo/cat/actions/runs/1',
    HEAD_OWNER: 'someone',
    HEAD_BRANCH: 'a&b',
    HEAD_SHA: SHA,
  };
  const child = spawn(process.execPath, [SCRIPT], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const status = await new Promise((resolve) => child.on('close', resolve));
  return { status, printed, written, queries };
}

async function place(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-comment-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'diff.md');
  await writeFile(path, text);
  return path;
}

describe('post-comment', () => {
  it('posts a comment, with a link to the run, on the pull request of that commit', async () => {
    const { status, written, queries } = await post(await place('3 figures changed, @octocat'));
    expect(status).toBe(0);
    expect(queries[0]).toBe('/repos/octo/cat/pulls?state=open&head=someone%3Aa%26b');
    expect(written).toMatchObject([{ method: 'POST', url: '/repos/octo/cat/issues/7/comments' }]);
    expect(written[0]!.body).toContain(`${MARKER}\n3 figures changed, @\u2060octocat\n`);
    expect(written[0]!.body).toContain(
      '(https://github.example/octo/cat/actions/runs/1#artifacts)',
    );
  });

  it('updates its own comment, wherever it is, and no one else’s', async () => {
    const others = Array.from({ length: 120 }, (_, id) => ({
      id,
      body: `${MARKER}\nmine now`,
      user: { login: 'someone' },
    }));
    const ours = { id: 900, body: `${MARKER}\nold`, user: { login: 'github-actions[bot]' } };
    const { written } = await post(await place('new'), { comments: [...others, ours] });
    expect(written).toMatchObject([
      { method: 'PATCH', url: '/repos/octo/cat/issues/comments/900' },
    ]);
  });

  it.each([
    ['no pull request is open', []],
    ['the pull request went on', [{ number: 7, head: { sha: 'b'.repeat(40) } }]],
    ['it cannot tell which is meant', [7, 8].map((number) => ({ number, head: { sha: SHA } }))],
  ])('posts nothing where %s', async (_, pullRequests) => {
    const { status, written } = await post(await place('new'), { pullRequests });
    expect([status, written]).toEqual([0, []]);
  });

  it('posts nothing where the comparison wrote nothing', async () => {
    expect(await post(undefined)).toMatchObject({ status: 0, written: [], queries: [] });
  });

  it('follows no link to another file of the machine', async () => {
    const target = await place('secret');
    const link = `${target}.link`;
    await symlink(target, link);
    const { status, written } = await post(link);
    expect([status, written]).toEqual([1, []]);
  });

  it('cuts what GitHub would refuse as too long', async () => {
    const { written } = await post(await place('a line of text\n'.repeat(6000)));
    expect(written[0]!.body.length).toBeLessThan(65_536);
    expect(written[0]!.body).toContain('a line of text\n\nThe rest is in the report.');
  });
});
