import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuse, startServer } from '../fetch/loopback-server.ts';
import { createWorkspace, runInWorkspace } from './workspace.ts';

describe('fetch-cifar10', () => {
  it('exits 1 and leaves nothing when the server answers 404', async () => {
    const root = await createWorkspace();
    const { url, requests } = await startServer(refuse(404));
    const result = await runInWorkspace(root, 'fetch-cifar10', ['--url', url]);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(`error (download-refused): The server answered 404 Not Found`);
    expect(requests).toHaveLength(1);
    expect(await readdir(join(root, 'data'))).toEqual([]);
  });

  it('exits 1 and names the first file that a given folder lacks', async () => {
    const root = await createWorkspace();
    await mkdir(join(root, 'mine'));
    const result = await runInWorkspace(root, 'fetch-cifar10', ['--from=mine']);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('mine/data_batch_1.bin is missing.');
  });

  it('exits 1 with its usage for an option it does not have', async () => {
    const result = await runInWorkspace(await createWorkspace(), 'fetch-cifar10', ['--form=x']);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(
      'Usage: fetch-cifar10 [--url <address>] [--from <archive or folder>]',
    );
  });
});
