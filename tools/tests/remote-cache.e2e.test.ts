import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startCacheServer, type CacheServer } from './cache-server.ts';
import { shrinkProfile } from './tiny-profile.ts';
import { copyWorkspace } from './workspace-copy.ts';

const TRAINING = 'tiny/model-dummy:train';
/** What Nx says of it where it did not run. */
const RESTORED = `${TRAINING}  [remote cache]`;
const TOKEN = 'a-token';

it('restores a training of one machine on another, out of the cache that both share', async () => {
  const server = await startCacheServer(TOKEN);
  onTestFinished(server.close);
  const here = await train(server);
  expect(here.printed).not.toContain(RESTORED);
  const asked = server.requests.length;
  const elsewhere = await train(server);
  expect(elsewhere.printed).toContain(RESTORED);
  expect(elsewhere.files).toEqual(here.files);
  // All that the first had to make was there for the second.
  expect(server.requests.slice(0, asked)).toContain('PUT 200');
  expect(new Set(server.requests.slice(asked))).toEqual(new Set(['GET 200']));
});

/** Trains a tiny model in a copy of the workspace, which has no cache of its own, as another machine has none. */
async function train({ address }: CacheServer): Promise<{ printed: string; files: Buffer[] }> {
  const workspace = await copyWorkspace();
  const { root, remove } = workspace;
  onTestFinished(remove);
  const quick = await readFile(join(root, 'experiments/quick/experiment.json'), 'utf8');
  await mkdir(join(root, 'experiments/tiny'));
  await writeFile(join(root, 'experiments/tiny/experiment.json'), shrinkProfile(quick, 'tiny'));
  const { status, printed } = await workspace.startNx(['run', TRAINING], {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: address,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: TOKEN,
  }).ended;
  expect([status, printed]).toEqual([0, expect.stringContaining(TRAINING)]);
  const read = (file: string) => readFile(join(root, 'dist/tiny/models/dummy', file));
  return { printed, files: await Promise.all(['run.json', 'weights.bin'].map(read)) };
}
