import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { LayerprintError } from '@layerprint/core/errors';
import {
  readSealedFile,
  readSealedJson,
  remedyDamage,
  sealFolder,
  verifySealedFolder,
} from '../src/sealed-folder.ts';

const FILES = { 'a.json': '{"a": 1}', 'b/c.bin': '\u0000\u0001', 'b/d e.txt': 'text\n' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layerprint-sealed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await sealFolder(folder);
});

describe('a sealed folder', () => {
  it('can be checked by sha256sum, and sealed again to the same bytes', async () => {
    const check = ['--check', '--quiet', '--strict', 'SHA256SUMS'];
    expect(spawnSync('sha256sum', check, { cwd: folder }).status).toBe(0);
    const sums = await readFile(join(folder, 'SHA256SUMS'), 'utf8');
    expect(sums.split('\n').map((line) => line.slice(66))).toEqual([...Object.keys(FILES), '']);
    await sealFolder(folder);
    expect(await readFile(join(folder, 'SHA256SUMS'), 'utf8')).toBe(sums);
  });

  it('gives its files, and its JSON checked', async () => {
    expect((await readSealedFile(folder, 'b/d e.txt')).toString()).toBe('text\n');
    const schema = z.strictObject({ a: z.int() });
    expect(await readSealedJson(schema, folder, 'a.json')).toEqual({ a: 1 });
    await expect(readSealedJson(z.strictObject({}), folder, 'a.json')).rejects.toMatchObject({
      code: 'invalid-json',
    });
    await verifySealedFolder(folder);
  });

  it('is whole with files beside it that its reader knows of', async () => {
    await writeFile(join(folder, 'x'), '');
    await verifySealedFolder(folder, undefined, ['x', 'y']);
    await expect(verifySealedFolder(folder, undefined, ['y'])).rejects.toThrow('x is not listed');
  });

  it('is refused whichever bit of it is another', async () => {
    const paths = [...Object.keys(FILES), 'SHA256SUMS'];
    const place = fc.record({
      path: fc.constantFrom(...paths),
      at: fc.nat(1000),
      bit: fc.nat(7),
    });
    await fc.assert(
      fc.asyncProperty(place, async ({ path, at, bit }) => {
        const content = await readFile(join(folder, path));
        const damaged = Buffer.from(content);
        damaged[at % content.length]! ^= 1 << bit;
        await writeFile(join(folder, path), damaged);
        await expect(verifySealedFolder(folder)).rejects.toMatchObject({
          code: 'damaged',
          message: expect.stringContaining(folder),
          hint: expect.stringContaining('npx nx reset'),
        });
        await writeFile(join(folder, path), content);
      }),
    );
  });

  it.each([
    ['a file is missing', () => rm(join(folder, 'b/c.bin')), 'damaged', 'b/c.bin is missing'],
    ['a file was added', () => writeFile(join(folder, 'x'), ''), 'damaged', 'x is not listed in'],
    ['the sums are missing', () => rm(join(folder, 'SHA256SUMS')), 'file-not-found', 'SHA256SUMS'],
    [
      'the sums are cut short',
      () => truncate(join(folder, 'SHA256SUMS'), 100),
      'damaged',
      'SHA256SUMS is cut short',
    ],
    [
      'the sums are something else',
      () => appendFile(join(folder, 'SHA256SUMS'), 'else\n'),
      'damaged',
      'SHA256SUMS is not a list of sha256 sums',
    ],
  ])('is refused where %s', async (_, spoil, code, message) => {
    await spoil();
    await expect(verifySealedFolder(folder)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining('npx nx reset'),
    });
  });

  it('gives no file that is missing, not listed or changed, and the hint that the reader knows', async () => {
    await writeFile(join(folder, 'a.json'), '{"a": 2}');
    await writeFile(join(folder, 'x'), '');
    await rm(join(folder, 'b/c.bin'));
    const refuses = (name: string, error: object) =>
      expect(readSealedFile(folder, name, 'Do this.')).rejects.toMatchObject(error);
    await refuses('a.json', { code: 'damaged', hint: 'Do this.' });
    await refuses('x', { code: 'damaged', hint: 'Do this.' });
    const hint: unknown = expect.stringContaining('Do this.');
    await refuses('b/c.bin', { code: 'file-not-found', hint });
  });
});

describe('remedyDamage', () => {
  it('says what helps where files are not as they were written, and leaves every other error', () => {
    const damage = new LayerprintError('artifact-changed', 'It is.', 'Do that.');
    expect(remedyDamage(damage)).toMatchObject({
      code: 'artifact-changed',
      message: 'It is.',
      hint: expect.stringContaining('npx nx reset'),
      cause: damage,
    });
    for (const other of [new LayerprintError('wrong-profile', '', ''), new Error()]) {
      expect(remedyDamage(other)).toBe(other);
    }
  });
});
