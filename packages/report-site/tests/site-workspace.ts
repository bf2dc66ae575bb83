import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');
const COMMANDS = join(ROOT, 'packages/report-site/src');

/** The report that the tests look at: what the default build made in this workspace. */
export const BUILT = {
  plan: join(ROOT, 'dist/quick/plan'),
  artifacts: join(ROOT, 'dist/quick/artifacts'),
  verdicts: join(ROOT, 'dist/quick/verdicts'),
  site: join(ROOT, 'dist/quick/site'),
};

/** Throws unless the default report is built. */
export function assertBuilt(): void {
  if (existsSync(BUILT.artifacts) && existsSync(BUILT.site)) return;
  throw new Error('There is no built site to test. Run `npx nx run report-site:build` first.');
}

/** A folder in which the site can be rendered apart from the workspace; removed when disposed of. */
export interface SiteWorkspace extends AsyncDisposable {
  readonly root: string;
  readonly artifacts: string;
  /** Of the study: linked to the built ones. */
  readonly verdicts: string;
  readonly site: string;
  /** Renders the site there. */
  render(options?: CommandOptions): Promise<CommandResult>;
  /** Checks and hands over the site that is there. */
  build(options?: CommandOptions): Promise<CommandResult>;
}

interface CommandOptions {
  arguments?: string[];
  environment?: Record<string, string>;
}

interface CommandResult {
  status: number;
  printed: string;
}

/** Makes a workspace with the experiments and the built artifacts: a link to them, a copy that can be edited, or none. */
export async function createSiteWorkspace(
  artifacts: 'linked' | 'copied' | 'absent',
): Promise<SiteWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'layerprint site ü [a] -'));
  const workspace = {
    root,
    artifacts: join(root, 'dist/quick/artifacts'),
    verdicts: join(root, 'dist/quick/verdicts'),
    site: join(root, 'dist/quick/site'),
  };
  await mkdir(dirname(workspace.artifacts), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await cp(join(ROOT, 'experiments'), join(root, 'experiments'), { recursive: true });
  await symlink(BUILT.verdicts, workspace.verdicts);
  if (artifacts === 'linked') await symlink(BUILT.artifacts, workspace.artifacts);
  if (artifacts === 'copied') {
    await cp(BUILT.artifacts, workspace.artifacts, { recursive: true, dereference: true });
  }
  return {
    ...workspace,
    render: (options) => run('render', root, options),
    build: (options) => run('build', root, options),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}

function run(
  command: 'build' | 'render',
  cwd: string,
  { arguments: args = [], environment = {} }: CommandOptions = {},
): Promise<CommandResult> {
  // As a user's shell would: nothing of the test runner's mode or of this run's own settings.
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    VITEST: undefined,
    BASE_PATH: undefined,
    SITE_ORIGIN: undefined,
    PROFILE: undefined,
    NX_TASK_HASH: undefined,
    ...environment,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(COMMANDS, `${command}.ts`), ...args],
      { cwd, env },
      (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, printed: stdout + stderr });
      },
    );
  });
}
