import { execFileSync } from 'node:child_process';
import { fstatSync, opendirSync, type Dir, type Dirent } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listRegularFiles, readRegularFile } from '../src/read-file.ts';

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<{
    fstatSync: typeof fstatSync;
    opendirSync: typeof opendirSync;
  }>();
  return {
    ...original,
    fstatSync: vi.fn(original.fstatSync),
    opendirSync: vi.fn(original.opendirSync),
  };
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-read-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What is no file, by its name in the folder; none of them may be waited for. */
const KINDS: readonly [string, string, (path: string) => unknown][] = [
  ['a named pipe', 'a named pipe', (path) => execFileSync('mkfifo', [path])],
  [
    'a link to a pipe',
    'a named pipe',
    async (path) => {
      execFileSync('mkfifo', [`${path}-target`]);
      await symlink(`${path}-target`, path);
    },
  ],
  ['a socket', 'a socket', (path) => listen(path)],
  ['a folder', 'a folder', (path) => mkdir(path)],
  ['a link to a folder', 'a folder', (path) => symlink('/', path)],
  ['a link to an endless device', 'a device', (path) => symlink('/dev/zero', path)],
];

describe('readRegularFile', () => {
  test('gives every byte of a file, also of an empty one and behind a link', async () => {
    for (const content of [Buffer.alloc(0), Buffer.alloc(100_000, 'ab')]) {
      await writeFile(join(folder, 'file'), content);
      await symlink('file', join(folder, 'link'));
      for (const name of ['file', 'link']) {
        expect(readRegularFile(join(folder, name)).equals(content)).toBe(true);
      }
      await rm(join(folder, 'link'));
    }
  });

  test.each(KINDS)('refuses %s at once', async (_, kind, make) => {
    const path = join(folder, 'it');
    await make(path);
    expect(() => readRegularFile(path)).toThrow(
      expect.objectContaining({
        name: 'LayerprintError',
        code: 'file-not-readable',
        message: `${path} is ${kind}, where a file is expected.`,
      }),
    );
  });

  test('refuses a link where the file itself has to be', async () => {
    await writeFile(join(folder, 'file'), '');
    await symlink('file', join(folder, 'link'));
    const read = () => readRegularFile(join(folder, 'link'), { mayBeLink: false });
    expect(read).toThrow('is a link, where a file is expected');
  });

  test('refuses a link that leads to itself, and one that leads nowhere', async () => {
    await symlink('loop', join(folder, 'loop'));
    await symlink('nowhere', join(folder, 'lost'));
    expect(() => readRegularFile(join(folder, 'loop'))).toThrow('is a link');
    expect(() => readRegularFile(join(folder, 'lost'))).toThrow('does not exist');
  });

  test('refuses what is larger than anything that belongs here, unread', async () => {
    await writeFile(join(folder, 'file'), '');
    await truncate(join(folder, 'file'), 2 ** 40);
    expect(() => readRegularFile(join(folder, 'file'))).toThrow(
      expect.objectContaining({ code: 'file-too-large' }),
    );
  });

  test('asks about the size before it reads', async () => {
    await writeFile(join(folder, 'file'), '123');
    const sizes: number[] = [];
    readRegularFile(join(folder, 'file'), { assertSize: (bytes) => sizes.push(bytes) });
    expect(sizes).toEqual([3]);
    const refuse = () => {
      throw new Error('of another size');
    };
    expect(() => readRegularFile(join(folder, 'file'), { assertSize: refuse })).toThrow();
  });

  test.each([
    ['grows', 2],
    ['shrinks', 4],
  ])('refuses a file that %s while it is read', async (_, size) => {
    await writeFile(join(folder, 'file'), '123');
    const original = vi.mocked(fstatSync).getMockImplementation()!;
    vi.mocked(fstatSync).mockImplementationOnce((...arguments_: Parameters<typeof fstatSync>) =>
      Object.assign(original(...arguments_), { size }),
    );
    expect(() => readRegularFile(join(folder, 'file'))).toThrow(
      expect.objectContaining({ code: 'file-changed' }),
    );
  });
});

describe('listRegularFiles', () => {
  test.each(KINDS.filter(([name]) => name !== 'a folder'))(
    'refuses a folder with %s in it',
    async (_, __, make) => {
      await mkdir(join(folder, 'inner'));
      await make(join(folder, 'inner', 'it'));
      expect(() => listRegularFiles(folder)).toThrow(
        expect.objectContaining({
          code: 'file-not-readable',
          message: expect.stringMatching(/inner\/it(-target)? is .*, where a file is expected\.$/),
        }),
      );
    },
  );

  test('does not follow a link around for ever', async () => {
    await symlink('..', join(folder, 'up'));
    expect(() => listRegularFiles(folder)).toThrow(`${folder}/up is a link`);
  });

  test('lists a folder behind a link that the user names', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'file'), '');
    await symlink('real', join(folder, 'link'));
    expect(listRegularFiles(join(folder, 'link'))).toEqual(['file']);
  });

  test('gives up on a folder without an end', () => {
    const entry = { name: 'x', isDirectory: () => false, isFile: () => true } as Dirent;
    const endless = { readSync: () => entry, closeSync: vi.fn() };
    vi.mocked(opendirSync).mockReturnValueOnce(endless as unknown as Dir);
    expect(() => listRegularFiles(folder)).toThrow(
      expect.objectContaining({ code: 'too-many-files' }),
    );
    expect(endless.closeSync).toHaveBeenCalledOnce();
  });
});

async function listen(path: string): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
}
