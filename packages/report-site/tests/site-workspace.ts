import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const BUILD = join(ROOT, 'packages/report-site/src/build.ts');

/** The report that the tests look at: what the default build made in this workspace. */
export const BUILT = {
  artifacts: join(ROOT, 'dist/quick/artifacts'),
  site: join(ROOT, 'dist/quick/site'),
};

/** Throws unless the default report is built. */
export function assertBuilt(): void {
  if (existsSync(BUILT.artifacts) && existsSync(BUILT.site)) return;
  throw new Error('There is no built site to test. Run `npx nx run report-site:build` first.');
}

/** A folder in which the site can be built apart from the workspace; removed when disposed of. */
export interface SiteWorkspace extends AsyncDisposable {
  readonly artifacts: string;
  readonly site: string;
  /** Runs the build command there. */
  build(options?: {
    arguments?: string[];
    environment?: Record<string, string>;
  }): Promise<{ status: number; printed: string }>;
}

/** Makes a workspace with the built artifacts: a link to them, a copy that can be edited, or none. */
export async function createSiteWorkspace(
  artifacts: 'linked' | 'copied' | 'absent',
): Promise<SiteWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint site ü [a] 100% -'));
  const workspace = {
    artifacts: join(root, 'dist/quick/artifacts'),
    site: join(root, 'dist/quick/site'),
  };
  await mkdir(dirname(workspace.artifacts), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  if (artifacts === 'linked') await symlink(BUILT.artifacts, workspace.artifacts);
  if (artifacts === 'copied') {
    await cp(BUILT.artifacts, workspace.artifacts, { recursive: true, dereference: true });
  }
  return {
    ...workspace,
    build: (options) => runBuild(root, options?.arguments ?? [], options?.environment ?? {}),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

function runBuild(
  cwd: string,
  args: string[],
  environment: Record<string, string>,
): Promise<{ status: number; printed: string }> {
  // As a user's shell would: nothing of the test runner's mode or of this run's own settings.
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    VITEST: undefined,
    BASE_PATH: undefined,
    SITE_ORIGIN: undefined,
    PROFILE: undefined,
    ...environment,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [BUILD, ...args], { cwd, env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, printed: stdout + stderr });
    });
  });
}
