import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import { readPackage } from '../package-backend/describe-package.ts';

/** The package, and a project of nobody's with it. */
export interface Installed {
  /** What `npm pack` made. */
  readonly tarball: string;
  /** An own folder with the files of `consumer`, and the package in `node_modules`. */
  readonly project: string;
}

/**
 * Packs `dist/backend-package` and installs it from the file into an empty project, as anybody would.
 *
 * @throws {LayerprintError} `package-not-installed`, with what npm said.
 */
export async function installPackage(root: string): Promise<Installed> {
  const project = join(root, 'project');
  mkdirSync(project);
  const source = join(WORKSPACE, 'dist/backend-package');
  const packed = npm(root, 'pack', source, '--pack-destination', root, '--json');
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const tarball = join(root, filename);
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
  const { peerDependencies } = await readPackage(source);
  const version = peerDependencies['@tensorflow/tfjs-core'];
  const libraries = ['core', 'layers'].map((name) => `@tensorflow/tfjs-${name}@${version}`);
  npm(project, 'install', '--no-audit', '--no-fund', tarball, ...libraries);
  cpSync(join(import.meta.dirname, 'consumer'), project, { recursive: true });
  return { tarball, project };
}

function npm(cwd: string, ...args: string[]): string {
  const shell = process.platform === 'win32';
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', shell });
  if (status === 0) return stdout;
  throw new LayerprintError(
    'package-not-installed',
    `\`npm ${args.join(' ')}\` failed: ${stderr.trim()}`,
    'Check that the npm registry can be reached, and run again.',
  );
}
