import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSha256, listFiles } from '@layerprint/artifacts/files';
import { onTestFinished } from 'vitest';
import { BUILT } from './site-workspace.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** As few as a process gets anywhere, and a mask that keeps everything to its owner. */
export const POOR = ['sh', '-c', 'umask 077; ulimit -n 64; exec "$@"', 'sh'];
/** What makes every clock of a program stand in the year 2100. */
const LATE = `globalThis.Date = class extends Date {
  constructor(...args) { super(...(args.length > 0 ? args : [Date.now()])); }
  static now() { return 4102444800000; }
};`;
/** A host that has no home and no colours, one column, another language and idea of what this is for, and a wrong clock. */
export const ODD: NodeJS.ProcessEnv = {
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

/** A workspace with packages, experiments and artifacts, and without anything else. */
export async function createPlace(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint-test-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'dist/quick'), { recursive: true });
  await symlink(BUILT.artifacts, join(root, 'dist/quick/artifacts'));
  await symlink(BUILT.verdicts, join(root, 'dist/quick/verdicts'));
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await cp(join(ROOT, 'experiments'), join(root, 'experiments'), { recursive: true });
  return root;
}

export function run(
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

export async function hashFolder(folder: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const path of await listFiles(folder)) {
    hashes[path] = hashSha256(await readFile(join(folder, path)));
  }
  return hashes;
}
