import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { LayerprintError } from '@layerprint/core/errors';
import {
  hashSha256,
  listFiles,
  readFileOrExplain,
  readJsonFile,
  replaceFolder,
  writeFileAtomically,
  writeJsonFile,
} from '@layerprint/core/files';

vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<{ open: typeof open; rename: typeof rename }>();
  return { ...original, open: vi.fn(original.open), rename: vi.fn(original.rename) };
});

const NumberSchema = z.strictObject({ number: z.number() });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-files-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function failWith(code: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code });
}

describe('writeFileAtomically', () => {
  test('writes text and bytes, makes the folders on the way, replaces what was there', async () => {
    const path = join(folder, 'a', 'b', 'file');
    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, new Uint8Array([1, 2, 255]));
    expect([...(await readFile(path))]).toEqual([1, 2, 255]);
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['file']);
  });

  test.each([
    ['ENOSPC', 'no space is left on the device'],
    ['EDQUOT', 'the disk quota is used up'],
  ])('on %s says so, keeps the old file and leaves no other', async (code, reason) => {
    const path = join(folder, 'file');
    await writeFileAtomically(path, 'old');
    const original = vi.mocked(open).getMockImplementation()!;
    vi.mocked(open).mockImplementationOnce(async (...arguments_) => {
      const file = await original(...arguments_);
      vi.spyOn(file, 'writeFile').mockRejectedValue(failWith(code));
      return file;
    });
    await expect(writeFileAtomically(path, 'new')).rejects.toMatchObject({
      code: 'not-written',
      message: `${path} could not be written: ${reason}.`,
      hint: 'Free some space and run again.',
    });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['file']);
  });

  test.each([
    ['EACCES', 'permission is denied'],
    ['EPERM', 'the operation is not permitted'],
    ['EROFS', 'the file system is read-only'],
  ])('on %s says what refuses', async (code, reason) => {
    vi.mocked(open).mockRejectedValueOnce(failWith(code));
    await expect(writeFileAtomically(join(folder, 'file'), '')).rejects.toThrow(reason);
    expect(await readdir(folder)).toEqual([]);
  });

  test('names the part of the path that is a file', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const path of ['file/below', 'file/far/below']) {
      await expect(writeFileAtomically(join(folder, path), '')).rejects.toMatchObject({
        code: 'not-written',
        message: expect.stringMatching(
          /(?:is in the way|a part of the path is a file)\.$/,
        ) as string,
      });
    }
  });

  test('says so when a folder of that name is in the way, and leaves it alone', async () => {
    await mkdir(join(folder, 'name', 'inner'), { recursive: true });
    await expect(writeFileAtomically(join(folder, 'name'), '')).rejects.toMatchObject({
      code: 'not-written',
      message: expect.stringContaining('a folder of that name is in the way'),
    });
    expect(await readdir(folder)).toEqual(['name']);
  });

  test('makes a sentence of whatever the system says, and passes on what it does not say', async () => {
    const system = Object.assign(new Error('EBADMSG: bad message, open'), { code: 'EBADMSG' });
    vi.mocked(open).mockRejectedValueOnce(system);
    await expect(writeFileAtomically(join(folder, 'file'), '')).rejects.toMatchObject({
      code: 'not-written',
      message: expect.stringContaining('the system says "EBADMSG: bad message, open".') as string,
    });
    const bug = new TypeError('not a function');
    vi.mocked(open).mockRejectedValueOnce(bug);
    await expect(writeFileAtomically(join(folder, 'file'), '')).rejects.toBe(bug);
  });

  test('a reader beside many writers never sees a part', async () => {
    const path = join(folder, 'file');
    const contents = ['a', 'b', 'c'].map((letter) => letter.repeat(200_000));
    await writeFileAtomically(path, contents[0]!);
    const writing = Promise.all(contents.map((content) => writeFileAtomically(path, content)));
    for (let i = 0; i < 20; i++) expect(contents).toContain(await readFile(path, 'utf8'));
    await writing;
    expect(await readdir(folder)).toEqual(['file']);
  });
});

describe('readJsonFile and writeJsonFile', () => {
  test('give back what was written', async () => {
    const path = join(folder, 'number.json');
    await writeJsonFile(NumberSchema, path, { number: 0.1 });
    expect(await readFile(path, 'utf8')).toBe('{\n  "number": 0.1\n}\n');
    expect(await readJsonFile(NumberSchema, path)).toEqual({ number: 0.1 });
  });

  test('an invalid value leaves the old file', async () => {
    const path = join(folder, 'number.json');
    await writeJsonFile(NumberSchema, path, { number: 1 });
    await expect(writeJsonFile(NumberSchema, path, { number: Number.NaN })).rejects.toMatchObject({
      code: 'invalid-json',
    });
    expect(await readJsonFile(NumberSchema, path)).toEqual({ number: 1 });
  });

  test('a missing file is named', async () => {
    const path = join(folder, 'none.json');
    await expect(readJsonFile(NumberSchema, path)).rejects.toMatchObject({
      code: 'file-not-found',
      message: `${path} does not exist.`,
    });
  });

  test('a file that is wrong is named with the field', async () => {
    const path = join(folder, 'number.json');
    await writeFile(path, '{"number": "1"}');
    await expect(readJsonFile(NumberSchema, path)).rejects.toThrow(
      /number\.json.*\n {2}number: .*"1"/,
    );
  });

  test('a folder in place of a file cannot be read', async () => {
    await expect(readFileOrExplain(folder)).rejects.toMatchObject({ code: 'file-not-readable' });
  });
});

describe('replaceFolder', () => {
  test('puts a new folder in place and gives back what fill gives', async () => {
    const target = join(folder, 'deep', 'out');
    const result = await replaceFolder(target, async (temporary) => {
      await writeFile(join(temporary, 'a'), '1');
      expect(existsSync(target)).toBe(false);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await readdir(target)).toEqual(['a']);
    expect(await readdir(join(folder, 'deep'))).toEqual(['out']);
  });

  test('replaces a folder whole: nothing of the old one stays', async () => {
    const target = join(folder, 'out');
    await mkdir(target);
    await writeFile(join(target, 'old'), '');
    await replaceFolder(target, (temporary) => writeFile(join(temporary, 'new'), ''));
    expect(await readdir(target)).toEqual(['new']);
    expect(await readdir(folder)).toEqual(['out']);
  });

  test.each([new LayerprintError('bad', 'Bad.', 'Mend.'), new Error('bug')])(
    'keeps the old folder and leaves nothing else when fill throws: %s',
    async (error) => {
      const target = join(folder, 'out');
      await mkdir(target);
      await writeFile(join(target, 'old'), '');
      const filling = replaceFolder(target, async (temporary) => {
        await writeFile(join(temporary, 'half'), '');
        throw error;
      });
      await expect(filling).rejects.toBe(error);
      expect(await readdir(folder)).toEqual(['out']);
      expect(await readdir(target)).toEqual(['old']);
    },
  );

  test('puts the old folder back when the new one cannot take its place', async () => {
    const target = join(folder, 'out');
    await mkdir(target);
    await writeFile(join(target, 'old'), '');
    const original = vi.mocked(rename).getMockImplementation()!;
    vi.mocked(rename).mockImplementationOnce(original).mockRejectedValueOnce(failWith('ENOSPC'));
    await expect(replaceFolder(target, async () => undefined)).rejects.toMatchObject({
      code: 'not-written',
    });
    expect(await readdir(folder)).toEqual(['out']);
    expect(await readdir(target)).toEqual(['old']);
  });

  test('explains a full disk while fill writes', async () => {
    const filling = replaceFolder(join(folder, 'out'), () => Promise.reject(failWith('ENOSPC')));
    await expect(filling).rejects.toThrow('no space is left on the device');
    expect(await readdir(folder)).toEqual([]);
  });
});

test('listFiles names files of all depths in one order', async () => {
  await writeFileAtomically(join(folder, 'b'), '');
  await writeFileAtomically(join(folder, 'a', 'z'), '');
  await writeFileAtomically(join(folder, 'a', 'B'), '');
  expect(await listFiles(folder)).toEqual(['a/B', 'a/z', 'b']);
});

test('hashSha256 is sha256 in lower-case hex', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(hashSha256('abc')).toBe(abc);
  expect(hashSha256(new TextEncoder().encode('abc'))).toBe(abc);
});
