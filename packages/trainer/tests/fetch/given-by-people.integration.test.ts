import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, Header } from 'tar';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { SCHEMA_VERSION } from '@layerprint/core/schemas/scalars';
import { describe, expect, it } from 'vitest';
import { installCifar10 } from '../../src/fetch/install-cifar10.ts';
import { createWorkspace } from '../commands/workspace.ts';
import { lockOf, makeSmallCifar10 } from '../dataset/small-datasets.ts';

const CONTENTS = makeSmallCifar10();
const LOCK = { schemaVersion: SCHEMA_VERSION, files: lockOf(CONTENTS) } as const;
const NAMES = Object.keys(CONTENTS).sort();
const BATCHES = 'cifar-10-batches-bin';

/** What somebody has: files by path, below a folder of their own. */
type Having = Readonly<Record<string, Uint8Array | string>>;

const inFolder = (folder: string, contents: Having = CONTENTS): Having =>
  Object.fromEntries(
    Object.entries(contents).map(([name, content]) => [join(folder, name), content]),
  );

async function lay(having: Having): Promise<{ root: string; mine: string; target: string }> {
  const root = await createWorkspace();
  const mine = join(root, 'mine');
  await mkdir(mine);
  for (const [path, content] of Object.entries(having)) {
    await writeFileAtomically(join(mine, path), content);
  }
  return { root, mine, target: join(root, 'data', BATCHES) };
}

const install = (target: string, path: string) =>
  installCifar10(target, { path }, LOCK, { write: () => true });

/** Packs all that is in a folder. */
async function pack(mine: string, options: object = {}, names = ['.']): Promise<string> {
  const file = `${mine}.tar.gz`;
  await create({ file, gzip: true, cwd: mine, ...options }, names);
  return file;
}

/** A tar archive of headers as they are given, each with its content. */
function packRaw(entries: readonly [object, Uint8Array?][]): Buffer {
  const blocks = entries.flatMap(([fields, content = new Uint8Array()]) => {
    const header = new Header({ mode: 0o644, size: content.length, type: 'File', ...fields });
    header.encode();
    return [header.block!, content, Buffer.alloc(-content.length & 511)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

describe('an archive', () => {
  it.each<[string, Having, object?, string[]?]>([
    ['as it is published', inFolder(BATCHES), {}, [BATCHES]],
    ['packed from within, with ./ before all', inFolder(BATCHES)],
    ['of the files alone', CONTENTS],
    ['with another folder', inFolder('cifar10')],
    ['with folders in folders', inFolder(`a/b/${BATCHES}`)],
    ['without compression', inFolder(BATCHES), { gzip: false }],
    ['with the time and owner of each file in headers of their own', CONTENTS, { pax: true }],
    ['with names in capital letters', { ...capital() }],
    [
      'with what a Mac and a browser add',
      {
        ...inFolder(BATCHES),
        [`${BATCHES}/._data_batch_1.bin`]: 'resource',
        '__MACOSX/data_batch_1.bin.plist': 'x',
        '.DS_Store': 'x',
        [`${BATCHES}/readme.html`]: '<html>',
        [`${BATCHES}/batches.meta.txt`]: 'airplane',
      },
    ],
    ['with another version beside it', { ...inFolder(BATCHES), 'py/data_batch_1': 'pickle' }],
  ])('%s is taken', async (_, having, options, names) => {
    const { mine, target } = await lay(having);
    expect(await install(target, await pack(mine, options, names))).toBe(true);
    expect((await readdir(target)).sort()).toEqual(NAMES);
  });

  it.each<[string, Having, string, string]>([
    [
      'of the Python version',
      { 'cifar-10-batches-py/data_batch_1': 'x', 'cifar-10-batches-py/batches.meta': 'x' },
      'other-version',
      'is the Python version of CIFAR-10; what is needed is the binary version of CIFAR-10.',
    ],
    [
      'of the MATLAB version',
      { 'cifar-10-batches-mat/data_batch_1.mat': 'x' },
      'other-version',
      'is the MATLAB version of CIFAR-10;',
    ],
    ['of CIFAR-100', { 'cifar-100-binary/train.bin': 'x' }, 'other-version', 'is CIFAR-100;'],
    [
      'of something else',
      { 'thesis.txt': 'x' },
      'data-file-missing',
      'does not hold data_batch_1.bin.',
    ],
  ])('%s is refused by name', async (_, having, code, words) => {
    const { root, mine, target } = await lay(having);
    await expect(install(target, await pack(mine))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
    expect(await readdir(join(root, 'data'))).toEqual([]);
  });

  it.each<[string, Buffer, string, string]>([
    ['zip', Buffer.from('PK\u0003\u0004rest'), 'broken-archive', 'is a zip archive'],
    ['xz', Buffer.from('fd377a585a0000', 'hex'), 'broken-archive', 'is compressed with xz'],
    ['bzip2', Buffer.from('BZh91AY&SY'), 'broken-archive', 'is compressed with bzip2'],
    ['nothing', Buffer.alloc(0), 'broken-archive', 'cannot be read as an archive'],
    [
      'a device',
      packRaw([[{ path: 'data_batch_1.bin', type: 'CharacterDevice' }]]),
      'unsafe-archive',
      'is a CharacterDevice',
    ],
    [
      'a sparse file',
      packRaw([[{ path: 'data_batch_1.bin', type: 'SparseFile' }]]),
      'data-file-missing',
      'does not hold data_batch_1.bin',
    ],
    [
      'far more than it has',
      packRaw([[{ path: 'bomb', size: 0o77777777777 }]]),
      'unsafe-archive',
      'holds more than a gibibyte',
    ],
    [
      'a header that lies about its size',
      packRaw([[{ path: 'data_batch_1.bin', size: 99 }]]),
      'unexpected-size',
      'but found 99',
    ],
  ])('of %s is refused', async (_, bytes, code, words) => {
    const { root, mine, target } = await lay({});
    await writeFile(`${mine}.tar.gz`, bytes);
    await expect(install(target, `${mine}.tar.gz`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
    expect(await readdir(join(root, 'data'))).toEqual([]);
  });

  it('with two members of one name is taken where the last is right, and refused where it is not', async () => {
    const [name, right] = Object.entries(CONTENTS)[0]!;
    const wrong = new Uint8Array(right.length);
    const members = Object.entries(CONTENTS).map(
      ([path, content]) => [{ path }, content] as [object, Uint8Array],
    );
    const { mine, target } = await lay({});
    await writeFile(`${mine}.tar.gz`, packRaw([...members, [{ path: `x/${name}` }, wrong]]));
    await expect(install(target, `${mine}.tar.gz`)).rejects.toMatchObject({
      code: 'data-file-corrupt',
    });
    await writeFile(`${mine}.tar.gz`, packRaw([[{ path: `x/${name}` }, wrong], ...members]));
    expect(await install(target, `${mine}.tar.gz`)).toBe(true);
  });

  it('that is cut short anywhere is refused', async () => {
    const { root, mine, target } = await lay(inFolder(BATCHES));
    const archive = await pack(mine);
    for (const bytes of [50_000, 10_000, 100, 5]) {
      await truncate(archive, bytes);
      await expect(install(target, archive)).rejects.toMatchObject({ code: 'broken-archive' });
      expect(await readdir(join(root, 'data'))).toEqual([]);
    }
  });
});

describe('a folder', () => {
  it.each<[string, Having]>([
    ['of the files', CONTENTS],
    ['that holds the folder', inFolder(BATCHES)],
    ['that holds a folder of another name', inFolder('bin')],
    ['with more than the files', { ...CONTENTS, '.DS_Store': 'x', '._test_batch.bin': 'x' }],
    ['with names in capital letters', { ...capital() }],
  ])('%s is taken', async (_, having) => {
    const { mine, target } = await lay(having);
    expect(await install(target, `${mine}/`)).toBe(true);
    expect((await readdir(target)).sort()).toEqual(NAMES);
  });

  it('that may only be read is taken, also through links', async () => {
    const { root, mine, target } = await lay(CONTENTS);
    await rename(join(mine, NAMES[0]!), join(root, 'elsewhere'));
    await symlink('../elsewhere', join(mine, NAMES[0]!));
    await symlink('mine', join(root, 'link'));
    await chmod(mine, 0o555);
    expect(await install(target, join(root, 'link'))).toBe(true);
    expect((await readdir(target)).sort()).toEqual(NAMES);
    await rm(target, { recursive: true });
    await chmod(mine, 0o755);
  });

  it.each<[string, Having, string, string]>([
    [
      'of the Python version',
      { 'cifar-10-batches-py/data_batch_1': 'x' },
      'other-version',
      'is the Python version',
    ],
    ['of CIFAR-100', { 'fine_label_names.txt': 'x' }, 'other-version', 'is CIFAR-100;'],
    ['without a file', { 'data_batch_1.bin': 'x' }, 'data-file-missing', 'data_batch_2.bin is'],
    ['of nothing', {}, 'data-file-missing', 'data_batch_1.bin is missing.'],
  ])('%s is refused by name', async (_, having, code, words) => {
    const { mine, target } = await lay(having);
    await expect(install(target, mine)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
  });
});

it.each([
  ['~/cifar', 'does not exist', 'A "~" is expanded by the shell alone'],
  ['/dev/null', 'is neither a file nor a folder', 'Give --from the path'],
])('the origin %s is refused', async (path, words, hint) => {
  const { target } = await lay({});
  await expect(install(target, path)).rejects.toMatchObject({
    code: 'no-origin',
    message: `${path} ${words}.`,
    hint: expect.stringContaining(hint) as string,
  });
});

it('a pipe is no origin', async () => {
  const { root, target } = await lay({});
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(install(target, join(root, 'pipe'))).rejects.toMatchObject({ code: 'no-origin' });
});

function capital(): Having {
  return Object.fromEntries(
    Object.entries(CONTENTS).map(([name, content]) => [name.toUpperCase(), content]),
  );
}
