import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installNode } from '../same-bits/install-node.ts';
import type { Attempt, Training } from './attempt.ts';

/** Trains in the project, in a version of Node. */
export function tryNode(
  project: string,
  version: string,
  backend: 'layerprint' | 'cpu',
  threads: number,
): Attempt {
  const isOwn = version === process.versions.node;
  const node = isOwn ? process.execPath : installNode(version, process.arch);
  const args = ['node.js', backend, String(threads)];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: project, encoding: 'utf8' });
  const name = `Node ${version}, ${backend === 'cpu' ? 'TF.js’s CPU backend' : `threads: ${threads}`}`;
  if (status !== 0) return { name, faults: [stderr.trim()] };
  // TF.js says on stdout that there is a faster package for Node.
  const training = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Training;
  return { name, faults: [], training };
}

/** Runs the first example of the package's README in the project. */
export function tryReadme(project: string): Attempt {
  const name = 'The first example of the README';
  const readme = readFileSync(join(project, 'node_modules/@layerprint/backend/README.md'), 'utf8');
  const example = /^```js\n([^]*?)^```/m.exec(readme)?.[1];
  if (example === undefined) return { name, faults: ['There is none.'] };
  writeFileSync(join(project, 'readme.js'), example);
  const options = { cwd: project, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['readme.js'], options);
  const losses = /\[[\d., \n]+\]/.test(stdout);
  return { name, faults: status === 0 && losses ? [] : [`It printed: ${stdout}${stderr}`] };
}
