import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { LayerprintError } from '@layerprint/core/errors';
import {
  hashSha256,
  listFiles,
  readFileOrExplain,
  readJsonFile,
  writeFileAtomically,
  writeJsonFile,
} from '@layerprint/artifacts/files';
import { injectFault } from '../../../fixtures/inject-fault.ts';

const NumberSchema = z.strictObject({ number: z.number() });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-files-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

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
    ['EACCES', 'permission is denied'],
    ['EPERM', 'the operation is not permitted'],
    ['EROFS', 'the file system is read-only'],
    ['EIO', 'the disk reports an error'],
    ['EXDEV', 'it is on another disk than what is put there'],
    ['EBADMSG', /the system says "EBADMSG: injected, \w+ '[^']+'"/],
  ])('on %s at any step says so, keeps the old file and leaves no other', async (code, reason) => {
    const path = join(folder, 'file');
    let [nth, struck] = [0, true];
    while (struck) {
      await writeFileAtomically(path, 'old');
      const faults = injectFault(++nth, code);
      onTestFinished(() => faults.remove());
      const error: unknown = await writeFileAtomically(path, 'new').catch(
        (cause: unknown) => cause,
      );
      faults.remove();
      struck = faults.hasStruck;
      if (error === undefined) continue;
      expect(error).toBeInstanceOf(LayerprintError);
      expect(error).toMatchObject({ code: 'not-written' });
      expect((error as Error).message).toMatch(/ could not be written: /);
      expect((error as Error).message).toMatch(reason);
      expect((error as Error).message.split(' could not')[0]).not.toContain('.layerprint-');
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['file']);
    }
    expect(nth).toBeGreaterThan(4);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['file']);
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

  test('passes on what is none of the system’s', async () => {
    const write = writeFileAtomically(join(folder, 'file'), 7 as unknown as string);
    await expect(write).rejects.toBeInstanceOf(TypeError);
    expect(await readdir(folder)).toEqual([]);
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
