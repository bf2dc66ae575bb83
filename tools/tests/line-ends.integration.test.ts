import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

const git = (args: string[], input = ''): string[] =>
  execFileSync('git', args, { cwd: ROOT, input, encoding: 'utf8' }).split('\n').slice(0, -1);

it('every file is checked out as it is committed, also where git is told to change line ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const windows = ['-c', 'core.autocrlf=true', '-c', 'core.eol=crlf'];
  git([...windows, 'checkout-index', '--all', `--prefix=${folder}/`]);

  const committed = git(['ls-files', '--stage']).map((line) => line.split(/\s/));
  const paths = committed.map(([, , , path]) => `${folder}/${path}\n`);
  const hashes = git(['hash-object', '--no-filters', '--stdin-paths'], paths.join(''));
  const changed = committed.filter(([, hash], index) => hash !== hashes[index]);
  expect(changed.map(([, , , path]) => path)).toEqual([]);
  expect(committed.length).toBeGreaterThan(400);
});
