import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { hashSha256, listFiles } from '@layerprint/artifacts/files';
import { beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { SOURCE_PAGE } from '../src/report/folders.ts';
import { assertBuilt, BUILT } from './site-workspace.ts';

const SOURCES = resolve(import.meta.dirname, '../src');
/** As few as a process gets anywhere, and a mask that keeps everything to its owner. */
const POOR = ['sh', '-c', 'umask 077; ulimit -n 64; exec "$@"', 'sh'];
/** What makes every clock of a program stand in the year 2100. */
const LATE = `globalThis.Date = class extends Date {
  constructor(...args) { super(...(args.length > 0 ? args : [Date.now()])); }
  static now() { return 4102444800000; }
};`;
/** A host that has no home and no colours, one column, another language and idea of what this is for, and a wrong clock. */
const ODD: NodeJS.ProcessEnv = {
  HOME: undefined,
  XDG_CACHE_HOME: '/proc/nowhere',
  LANG: 'tr_TR.UTF-8',
  LC_ALL: 'tr_TR.UTF-8',
  TZ: 'Pacific/Apia',
  TERM: 'dumb',
  COLUMNS: '1',
  FORCE_COLOR: '3',
  NODE_ENV: 'development',
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LATE)}`,
};

// Each is a build of the site or a whole comparison.
vi.setConfig({ testTimeout: 300_000 });
beforeAll(assertBuilt);

it('the diff is the same bytes on a host without home, colour, clock or many open files', async () => {
  const root = await createPlace();
  const args = ['--base-dir', BUILT.artifacts, '--head-dir', BUILT.artifacts, '--out'];
  const plain = run(root, [process.execPath, join(SOURCES, 'diff.ts'), ...args, 'plain']);
  const odd = run(root, [...POOR, process.execPath, join(SOURCES, 'diff.ts'), ...args, 'odd'], ODD);
  expect([plain.status, odd.status]).toEqual([0, 0]);
  expect(odd.stdout).toBe(plain.stdout.replace('plain/', 'odd/'));
  expect(await hashFolder(join(root, 'odd'))).toEqual(await hashFolder(join(root, 'plain')));
});

it('the site is, too', async () => {
  const root = await createPlace();
  const { status } = run(root, [...POOR, process.execPath, join(SOURCES, 'render.ts')], ODD);
  expect(status).toBe(0);
  // The page of the commit is added when the site is handed over.
  const { [SOURCE_PAGE]: page, ...rendered } = await hashFolder(BUILT.site);
  expect(page).toBeDefined();
  expect(await hashFolder(join(root, 'dist/quick/site'))).toEqual(rendered);
});

/** A workspace with packages and artifacts, and without anything else. */
async function createPlace(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'dist/quick'), { recursive: true });
  await symlink(BUILT.artifacts, join(root, 'dist/quick/artifacts'));
  await symlink(resolve(dirname(SOURCES), '../../node_modules'), join(root, 'node_modules'));
  return root;
}

function run(
  cwd: string,
  [program, ...args]: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): { status: number | null; stdout: string } {
  const own = {
    NODE_ENV: undefined,
    VITEST: undefined,
    BASE_PATH: undefined,
    SITE_ORIGIN: undefined,
  };
  const env = { ...process.env, ...own, ...environment };
  return spawnSync(program!, args, { cwd, env, encoding: 'utf8' });
}

async function hashFolder(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of await listFiles(folder)) {
    hashes[path] = hashSha256(await readFile(join(folder, path)));
  }
  return hashes;
}
