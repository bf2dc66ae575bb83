import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { tryLock } from '@layerprint/artifacts/lock';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@layerprint/core/random';
import { installCifar10, type Cifar10Origin } from '../../src/fetch/install-cifar10.ts';
import { createWorkspace } from '../commands/workspace.ts';
import { lockOf, makeRecords, makeSmallCifar10 } from '../dataset/small-datasets.ts';
import { dropAt, refuse, serve, serveBeginning, startServer } from './loopback-server.ts';
import { packArchive } from './small-archives.ts';

const CONTENTS = makeSmallCifar10();
const LOCK = { schemaVersion: SCHEMA_VERSION, files: lockOf(CONTENTS) } as const;
const NAMES = Object.keys(CONTENTS).sort();
const LIMITS = {
  stallTime: 10_000,
  totalTime: 25_000,
  attempts: 2,
  firstPause: 5,
  maxBytes: 1_000_000,
};
const CORRUPT = { ...CONTENTS, 'data_batch_2.bin': makeRecords(9, 12) };

async function prepare() {
  const root = await createWorkspace();
  const data = join(root, 'data');
  const folder = join(data, 'cifar-10-batches-bin');
  const written: string[] = [];
  const output = { write: (text: string) => written.push(text) };
  const install = (origin: Cifar10Origin) => installCifar10(folder, origin, LOCK, output, LIMITS);
  const pack = async (contents: Record<string, Uint8Array>) =>
    readFile(await packArchive(root, contents));
  return { root, data, folder, written, install, pack };
}

describe('installCifar10', () => {
  it('downloads, verifies and puts in place, and leaves nothing else', async () => {
    const { data, folder, install, pack, written } = await prepare();
    const { url } = await startServer(serve(await pack(CONTENTS)));
    expect(await install({ url })).toBe(true);
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
    expect((await readdir(folder)).sort()).toEqual(NAMES);
    expect(written.at(-1)).toContain('downloaded 100 %');
  });

  it('asks for nothing when all is there, verified', async () => {
    const { install, pack } = await prepare();
    const { url, requests } = await startServer(serve(await pack(CONTENTS)));
    await install({ url });
    expect(await install({ url })).toBe(false);
    expect(requests).toHaveLength(1);
  });

  it('replaces a folder with a corrupt file', async () => {
    const { folder, install, pack } = await prepare();
    await writeFileAtomically(join(folder, 'test_batch.bin'), 'half');
    const { url } = await startServer(serve(await pack(CONTENTS)));
    expect(await install({ url })).toBe(true);
    expect((await stat(join(folder, 'test_batch.bin'))).size).toBe(LOCK.files[2]!.bytes);
  });

  it('refuses wrong bytes, naming the file, and forgets the download', async () => {
    const { data, install, pack } = await prepare();
    const { url } = await startServer(serve(await pack(CORRUPT)));
    await expect(install({ url })).rejects.toMatchObject({
      code: 'data-file-corrupt',
      message: expect.stringContaining('data_batch_2.bin') as string,
      hint: expect.stringContaining(url) as string,
    });
    expect(await readdir(data)).toEqual([]);
  });

  it('refuses an archive that lacks a file', async () => {
    const { data, install, pack } = await prepare();
    const { url } = await startServer(
      serve(await pack({ 'test_batch.bin': CONTENTS['test_batch.bin']! })),
    );
    await expect(install({ url })).rejects.toMatchObject({ code: 'data-file-missing' });
    expect(await readdir(data)).toEqual([]);
  });

  it('keeps a partial download, hidden, and goes on with it the next time', async () => {
    const { data, install, pack } = await prepare();
    const archive = await pack(CONTENTS);
    const partial = join(data, '.cifar-10-binary.tar.gz.part');
    const { url, requests } = await startServer(
      serveBeginning(archive, 9000, dropAt(partial, 9000)),
      refuse(503),
      serve(archive),
    );
    await expect(install({ url })).rejects.toMatchObject({ code: 'download-failed' });
    expect((await readdir(data)).filter((name) => !name.startsWith('.'))).toEqual([]);
    expect(await install({ url })).toBe(true);
    expect(requests[2]!.headers.range).toBe('bytes=9000-');
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
  });

  it('takes an archive or a folder that the user has, and leaves it alone', async () => {
    for (const kind of ['archive', 'folder']) {
      const { root, folder, install } = await prepare();
      const archive = await packArchive(root, CONTENTS);
      const path = kind === 'archive' ? archive : join(root, 'packed', 'cifar-10-batches-bin');
      expect(await install({ path })).toBe(true);
      expect((await readdir(folder)).sort(), kind).toEqual(NAMES);
      expect(await stat(path)).toBeDefined();
    }
  });

  it('refuses a folder with a corrupt file and an archive with one', async () => {
    const { root, data, install } = await prepare();
    const archive = await packArchive(root, CORRUPT);
    for (const path of [archive, join(root, 'packed', 'cifar-10-batches-bin')]) {
      await expect(install({ path })).rejects.toMatchObject({ code: 'data-file-corrupt' });
      expect(await readdir(data)).toEqual([]);
    }
    expect(await stat(archive)).toBeDefined();
  });

  it('says so when there is nothing to take it from', async () => {
    const { root, install } = await prepare();
    await expect(install({ path: join(root, 'nothing') })).rejects.toMatchObject({
      code: 'no-origin',
      message: `${join(root, 'nothing')} does not exist.`,
    });
  });

  it('says so when its folder cannot be made', async () => {
    const { data, install, root } = await prepare();
    await writeFileAtomically(data, 'a file where the folder should be');
    await mkdir(join(root, 'empty'));
    await expect(install({ path: join(root, 'empty') })).rejects.toMatchObject({
      code: 'not-written',
    });
  });

  it('keeps nothing of a download that is too large to be it', async () => {
    const { data, install, pack } = await prepare();
    const { url } = await startServer(serve(Buffer.concat([await pack(CONTENTS), LARGE])));
    await expect(install({ url })).rejects.toMatchObject({ code: 'download-too-large' });
    expect(await readdir(data)).toEqual([]);
  });

  it('keeps no partial download once the folder is whole', async () => {
    const { root, data, install } = await prepare();
    const archive = await packArchive(root, CONTENTS);
    await writeFileAtomically(join(data, '.cifar-10-binary.tar.gz.part'), 'half');
    expect(await install({ path: archive })).toBe(true);
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
    await writeFileAtomically(join(data, '.cifar-10-binary.tar.gz.part'), 'half');
    expect(await install({ path: archive })).toBe(false);
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
  });

  it('leaves alone a folder with a file that is none of CIFAR-10’s, and a link', async () => {
    const { root, data, folder, install } = await prepare();
    const path = await packArchive(root, CONTENTS);
    await writeFileAtomically(join(folder, 'readme.html'), 'of the archive');
    await writeFileAtomically(join(folder, 'thesis.txt'), 'years of work');
    await expect(install({ path })).rejects.toMatchObject({
      code: 'data-in-use',
      message: expect.stringContaining('holds thesis.txt, which is none') as string,
    });
    await rename(folder, join(root, 'mine'));
    await symlink(join(root, 'mine'), folder);
    await expect(install({ path })).rejects.toMatchObject({ code: 'not-replaced' });
    expect(await readdir(join(root, 'mine'))).toEqual(['readme.html', 'thesis.txt']);
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
  });

  it('refuses to download beside another download, and goes on when that is dead', async () => {
    const { data, install, pack } = await prepare();
    const { url } = await startServer(serve(await pack(CONTENTS)));
    await mkdir(data);
    const lock = tryLock(join(data, '.cifar-10-binary.tar.gz.part.lock'))!;
    await expect(install({ url })).rejects.toMatchObject({ code: 'download-under-way' });
    lock.release();
    expect(await install({ url })).toBe(true);
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
  });

  it('works after each of 30 kills, and leaves nothing of them', async () => {
    const { data, folder, pack } = await prepare();
    const { url } = await startServer(serve(await pack(CONTENTS)));
    const start = async () => {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', RUN, url, folder, JSON.stringify(LOCK)],
        { cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'inherit'] },
      );
      const closed = once(child, 'close');
      await once(child.stdout, 'data');
      const begun = performance.now();
      child.stdin.write('go');
      return { child, closed, begun };
    };
    const { closed, begun } = await start();
    expect(await closed).toEqual([0, null]);
    const duration = performance.now() - begun;
    const random = createRandom(1, 'kills');
    for (let i = 0; i < 30; i++) {
      await rm(folder, { recursive: true, force: true });
      const { child, closed } = await start();
      const timer = setTimeout(() => child.kill('SIGKILL'), random.nextFloat() * duration);
      await closed;
      clearTimeout(timer);
      // It is whole or not there.
      if (existsSync(folder)) expect((await readdir(folder)).sort()).toEqual(NAMES);
    }
    const last = await start();
    expect(await last.closed).toEqual([0, null]);
    expect(await readdir(data)).toEqual(['cifar-10-batches-bin']);
    expect((await readdir(folder)).sort()).toEqual(NAMES);
  });
});

const LARGE = Buffer.alloc(LIMITS.maxBytes, 1);

/** A fetch in a process of its own, which begins when it is told to. */
const RUN = `
  const { installCifar10 } = await import(${JSON.stringify(import.meta.resolve('../../src/fetch/install-cifar10.ts'))});
  const [, url, folder, lock] = process.argv;
  process.stdout.write('ready');
  process.stdin.once('data', async () => {
    process.stdin.destroy();
    await installCifar10(folder, { url }, JSON.parse(lock), { write: () => undefined });
  });
`;
