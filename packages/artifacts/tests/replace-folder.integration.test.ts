import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { LayerprintError } from '@layerprint/core/errors';
import { replaceFolder, writeFileAtomically, writeUnseenFile } from '@layerprint/artifacts/files';
import { nameWork, retire, withWorkFolder } from '@layerprint/artifacts/work-folder';
import { injectFault, type Faults } from '../../../fixtures/inject-fault.ts';

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'layerprint-replace-'));
  onTestFinished(() => rm(parent, { recursive: true }));
  folder = join(parent, 'out');
});

async function listen(path: string): Promise<void> {
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
}

const fillWith = (text: string) => async (fresh: string) => {
  await writeUnseenFile(join(fresh, 'a'), text);
  await writeUnseenFile(join(fresh, 'deep/b'), text);
};
const put = (text: string) => replaceFolder(folder, fillWith(text));

/** What a reader finds: the text that every file has. */
async function look(): Promise<string> {
  const texts = await Promise.all(
    ['a', 'deep/b'].map((path) => readFile(join(folder, path), 'utf8')),
  );
  expect(await readdir(folder)).toEqual(['a', 'deep']);
  expect(new Set(texts).size).toBe(1);
  return texts[0]!;
}

describe('replaceFolder', () => {
  test('puts a new folder in place and gives back what fill gives', async () => {
    folder = join(parent, 'deep/out');
    const result = await replaceFolder(folder, async (fresh) => {
      await writeFile(join(fresh, 'a'), '1');
      expect(existsSync(folder)).toBe(false);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await readdir(folder)).toEqual(['a']);
    expect(await readdir(join(parent, 'deep'))).toEqual(['out']);
  });

  test('replaces a folder whole, whatever way its path is written', async () => {
    await put('old');
    await writeFile(join(folder, 'more'), '');
    await replaceFolder(`${folder}/./../out/`, fillWith('new'));
    expect(await look()).toBe('new');
    expect(await readdir(parent)).toEqual(['out']);
  });

  test.each([new LayerprintError('bad', 'Bad.', 'Mend.'), new Error('bug')])(
    'keeps the old folder and leaves nothing else when fill throws: %s',
    async (error) => {
      await put('old');
      const filling = replaceFolder(folder, async (fresh) => {
        await writeFile(join(fresh, 'half'), '');
        throw error;
      });
      await expect(filling).rejects.toBe(error);
      expect(await look()).toBe('old');
      expect(await readdir(parent)).toEqual(['out']);
    },
  );

  test.each<[string, () => Promise<unknown>]>([
    ['is a file', () => writeFile(folder, 'a thesis')],
    ['is a link', () => symlink(parent, folder)],
    ['is a link', () => symlink('nowhere', folder)],
    ['is a socket', () => listen(folder)],
    ['holds a git repository', () => mkdir(join(folder, '.git'), { recursive: true })],
  ])('leaves alone what %s: %#', async (what, make) => {
    await make();
    await expect(put('new')).rejects.toMatchObject({
      code: 'not-replaced',
      message: `${folder} ${what}, and would be replaced by a folder.`,
    });
    expect(await readdir(parent)).toEqual(['out']);
  });

  test('asks again of the very folder that is about to go', async () => {
    await put('old');
    const asked: string[] = [];
    const replacing = replaceFolder(folder, fillWith('new'), async (found) => {
      asked.push(found);
      if (asked.length === 2) throw new LayerprintError('in-use', 'A thesis came.', 'Move it.');
    });
    await expect(replacing).rejects.toThrow('A thesis came.');
    expect(asked[0]).toBe(folder);
    expect(asked[1]).not.toBe(folder);
    expect(await look()).toBe('old');
    expect(await readdir(parent)).toEqual(['out']);
  });

  test('names what could not be written, also where that is another place', async () => {
    const elsewhere = join(parent, 'file/below');
    await writeFile(join(parent, 'file'), '');
    const fails = (write: (fresh: string) => Promise<void>) =>
      expect(replaceFolder(folder, write)).rejects;
    await fails(() => writeUnseenFile(elsewhere, '')).toThrow(
      `${elsewhere} could not be written: a part of the path is a file.`,
    );
    await fails((fresh) => writeUnseenFile(join(fresh, 'a'.repeat(300)), '')).toThrow(
      `${folder}/${'a'.repeat(300)} could not be written: the name is too long`,
    );
  });

  test('names a folder that cannot be taken away, not where it was to go', () => {
    const parts = folder.replace(/out$/, '.layerprint-AbC123/old/out');
    expect(nameWork(parts, join(parent, 'elsewhere'))).toBe(folder);
  });

  test.each(['a', 'deep/a'])(
    'names where a file in it was to be, at any step of who writes it there: %s',
    async (path) => {
      for (let nth = 1, struck = true; struck; nth++) {
        let faults: Faults | undefined;
        const error: unknown = await replaceFolder(folder, async (fresh) => {
          faults = injectFault(nth, 'ENOSPC');
          await writeFileAtomically(join(fresh, path), '').finally(() => faults?.remove());
        }).catch((cause: unknown) => cause);
        struck = faults!.hasStruck;
        if (error === undefined) continue;
        const named = (error as Error).message.split(' could not')[0]!;
        expect([folder, join(folder, dirname(path)), join(folder, path)]).toContain(named);
      }
    },
  );

  test('by many at once leaves the whole folder of one of them', async () => {
    const texts = Array.from({ length: 12 }, (_, i) => String(i));
    await Promise.all(texts.map(put));
    expect(texts).toContain(await look());
    expect(await readdir(parent)).toEqual(['out']);
  });
});

describe('a fault at any step of replaceFolder', () => {
  test.each([
    ['ENOSPC', false],
    ['EIO', false],
    ['EACCES', false],
    ['EIO', true],
  ])('%s, lasting: %s, leaves the old folder or the new one', async (code, isLasting) => {
    for (let nth = 1, struck = true; struck; nth++) {
      await put('old');
      const faults = injectFault(nth, code, isLasting);
      onTestFinished(() => faults.remove());
      const error: unknown = await put('new').catch((cause: unknown) => cause);
      faults.remove();
      struck = faults.hasStruck;
      if (error !== undefined) {
        expect(error, faults.calls.at(nth - 1)).toMatchObject({ code: 'not-written' });
        expect((error as Error).message.split(' could not')[0]).not.toContain('.layerprint-');
      }
      // While a disk takes nothing at all, the old folder may have to wait where it was put.
      if (!isLasting) expect(await look()).toBe(error === undefined ? 'new' : 'old');
      await replaceFolder(join(parent, 'other'), async () => undefined);
      expect(await look()).toBe(error === undefined ? 'new' : 'old');
      expect(await readdir(parent)).toEqual(['other', 'out']);
      expect(nth).toBeLessThan(30);
    }
  });
});

describe('what a killed process leaves', () => {
  const RUN = `
    const { retire } = await import(process.argv[1]);
    const { withWorkFolder } = await import(process.argv[1]);
    const { mkdir } = await import('node:fs/promises');
    await withWorkFolder(process.argv[2], async (path) => {
      await mkdir(path + '/new');
      if (process.argv[3] === 'retire') await retire(path, 'out');
      process.stdout.write(path);
      await new Promise(() => setInterval(() => undefined, 1000));
    });
  `;
  const start = async (...args: string[]) => {
    const module = import.meta.resolve('@layerprint/artifacts/work-folder');
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', RUN, module, parent, ...args],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const [path] = (await once(child.stdout, 'data')) as [Buffer];
    const kill = async () => {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    };
    return { path: path.toString(), kill };
  };

  test('is gone after the next write beside it, and what lives is not', async () => {
    const [dead, living] = [await start(), await start()];
    await dead.kill();
    await put('new');
    expect([dead.path, living.path].map((path) => existsSync(path))).toEqual([false, true]);
    await living.kill();
    await put('newer');
    expect(await readdir(parent)).toEqual(['out']);
  });

  test('goes back to its place where nothing came instead', async () => {
    await put('old');
    const { kill } = await start('retire');
    expect(existsSync(folder)).toBe(false);
    await kill();
    await replaceFolder(join(parent, 'other'), async () => undefined);
    expect(await look()).toBe('old');
    expect(await readdir(parent)).toEqual(['other', 'out']);
  });

  test('does not go back where something came', async () => {
    await put('old');
    const { kill } = await start('retire');
    await put('new');
    await kill();
    await replaceFolder(join(parent, 'other'), async () => undefined);
    expect(await look()).toBe('new');
    expect(await readdir(parent)).toEqual(['other', 'out']);
  });

  test('before it has a lock is taken for what it is', async () => {
    await mkdir(join(parent, '.layerprint-abcdef'));
    await put('new');
    expect(await readdir(parent)).toEqual(['out']);
  });

  test('is told from what is not ours: a folder without a lock of ours, a link, a file', async () => {
    for (const path of ['.layerprint-thesis/lock', '.layerprint-thesis/old/out/chapter']) {
      await writeUnseenFile(join(parent, path), 'a thesis');
    }
    await mkdir(join(parent, 'far'));
    await symlink('far', join(parent, '.layerprint-aaaaaa'));
    await writeFile(join(parent, '.layerprint-bbbbbb'), '');
    await put('new');
    expect(await readdir(parent)).toEqual([
      ...['.layerprint-aaaaaa', '.layerprint-bbbbbb', '.layerprint-thesis', 'far', 'out'],
    ]);
    expect(existsSync(join(parent, '.layerprint-thesis/old/out/chapter'))).toBe(true);
  });

  test.runIf(process.getuid?.() === 0)('stays where it is another user’s', async () => {
    const { path, kill } = await start();
    await kill();
    await chown(path, 65_534, 65_534);
    await put('new');
    expect(existsSync(path)).toBe(true);
  });

  test('is swept by one of many that try at once', async () => {
    const dead = await Promise.all(Array.from({ length: 3 }, () => start()));
    for (const { kill } of dead) await kill();
    await Promise.all(['1', '2', '3', '4'].map(put));
    await put('last');
    expect(await readdir(parent)).toEqual(['out']);
  });
});

test('what was taken out goes back when its replacement fails', async () => {
  await put('old');
  const using = withWorkFolder(parent, async (path) => {
    await retire(path, 'out');
    await rename(join(parent, 'nothing'), join(parent, 'out'));
  });
  await expect(using).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await look()).toBe('old');
});
