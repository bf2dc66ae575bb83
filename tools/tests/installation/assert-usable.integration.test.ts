import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const SCRIPT = 'tools/installation/assert-usable.cjs';
const HERE = { optional: true, os: [process.platform], cpu: [process.arch] };
const WANTED = {
  '': { name: 'workspace' },
  'packages/core': { version: '0.1.0' },
  'node_modules/@ours/core': { link: true },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/binary-here': { version: '1.0.0', ...HERE },
  'node_modules/binary-elsewhere': { version: '1.0.0', ...HERE, os: ['none'] },
  'node_modules/binary-musl': { version: '1.0.0', ...HERE, libc: ['musl'] },
  'node_modules/binary-elsewhere/node_modules/nested': { version: '1.0.0', optional: true },
};
const INSTALLED = {
  'node_modules/@ours/core': { link: true },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/binary-here': { version: '1.0.0' },
  'node_modules/added-by-the-user': { version: '1.0.0' },
};

interface Checkout {
  /** The name of its folder. */
  name?: string;
  /** What npm notes of what it has installed; null for no note. */
  installed?: Readonly<Record<string, object | undefined>> | null;
  /** A package whose folder was deleted by hand. */
  deleted?: string;
  /** The Node that package.json asks for. */
  node?: string;
  hasNode?: boolean;
  hasLinkedDist?: boolean;
}

/** Makes a checkout, and runs a command in it as its scripts do. */
async function runIn(checkout: Checkout, entry = 'build.ts') {
  const { name = 'checkout', installed = INSTALLED, node = process.versions.node } = checkout;
  const place = await realpath(await mkdtemp(join(tmpdir(), 'layerprint-test-')));
  onTestFinished(() => rm(place, { recursive: true }));
  const root = join(place, name);
  await mkdir(join(root, 'node_modules/.bin'), { recursive: true });
  await mkdir(join(root, 'tools/installation'), { recursive: true });
  await copyFile(resolve(import.meta.dirname, '../../..', SCRIPT), join(root, SCRIPT));
  const write = (path: string, value: object) => writeFile(join(root, path), JSON.stringify(value));
  await write('package.json', { type: 'module', devDependencies: { node } });
  await write('package-lock.json', { packages: WANTED });
  if (installed) await write('node_modules/.package-lock.json', { packages: installed });
  for (const path of Object.keys(installed ?? {}).filter((path) => path !== checkout.deleted)) {
    await mkdir(join(root, path), { recursive: true });
    await write(join(path, 'package.json'), {});
  }
  if (checkout.hasNode) await symlink(process.execPath, join(root, 'node_modules/.bin/node'));
  if (checkout.hasLinkedDist) await symlink(place, join(root, 'dist'));
  await writeFile(join(root, entry), "process.stdout.write('ran');\n");
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', `./${SCRIPT}`, entry], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('a command', () => {
  it.each(['checkout', 'with space ü 日本', "[a]{b,c} $(x) 'q' `;&!", '-x', 'é'.repeat(60)])(
    'runs below a folder called %s',
    async (name) => {
      expect(await runIn({ name })).toEqual({ status: 0, stdout: 'ran', stderr: '' });
    },
  );

  it.each(['a#b', 'a?b', 'a*b', 'a%b', 'a"b', 'a:b', 'a\nb'])(
    'does not start below a folder called %j',
    async (name) => {
      const { status, stdout, stderr } = await runIn({ name });
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(
        `error (unusable-folder): The path of this checkout has ${JSON.stringify(name[1])} in it`,
      );
      expect(stderr.trim().split('\n')).toHaveLength(2);
    },
  );

  it.each<[string, Checkout, string, string]>([
    ['nothing is installed', { installed: null }, 'not-installed', 'Run `npm ci`'],
    [
      'a package is missing',
      { installed: { ...INSTALLED, 'node_modules/zod': undefined } },
      'other-packages',
      'node_modules/zod is missing, and should be 4.0.0',
    ],
    [
      'the folder of a package was deleted',
      { deleted: 'node_modules/zod' },
      'other-packages',
      'node_modules/zod is missing, and should be 4.0.0',
    ],
    [
      'a package is of another version',
      { installed: { ...INSTALLED, 'node_modules/zod': { version: '3.9.0' } } },
      'other-packages',
      'node_modules/zod is 3.9.0, and should be 4.0.0',
    ],
    [
      'what is installed is for another system',
      { installed: { ...INSTALLED, 'node_modules/binary-here': undefined } },
      'other-packages',
      'node_modules/binary-here is missing',
    ],
    ['dist is a link', { hasLinkedDist: true }, 'linked-dist', 'Make it a folder.'],
    ['the pinned Node was not placed', { node: '1.2.3' }, 'other-node', 'npm rebuild node'],
    [
      'it is not started with the pinned Node',
      { node: '1.2.3', hasNode: true },
      'other-node',
      'Start commands by `npx nx` or `npm run`',
    ],
  ])('does not start where %s', async (_, checkout, code, words) => {
    const { status, stdout, stderr } = await runIn(checkout);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`error (${code}): `);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
  });

  it('that is the diff ends with the status of what could not be compared', async () => {
    expect(await runIn({ installed: null }, 'diff.ts')).toMatchObject({ status: 2, stdout: '' });
  });
});
