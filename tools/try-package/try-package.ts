import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import { runOurs } from '../run-ours.ts';
import { OTHER_NODES } from '../same-bits/places.ts';
import type { Attempt } from './attempt.ts';
import { installPackage } from './install-package.ts';
import { judgeTraining } from './judge-training.ts';
import { lintExports, lintTypes, weigh } from './lint-package.ts';
import { tryBrowsers } from './try-browser.ts';
import { tryNode, tryReadme } from './try-node.ts';
import { tryTypes } from './try-types.ts';

const COMMAND = {
  name: 'try-package',
  purpose:
    'Packs the backend, installs it into an empty project, and trains there in Node, bundled, and in Chromium.',
  options: {},
  examples: ['npm run try-package'],
  statuses: {
    0: 'it works in every way that was tried',
    1: 'it fails in one, or could not be tried, and what is said tells why',
    70: 'a fault of ours, told with its stack',
  },
};

/**
 * Packs the backend, installs it from the file into an empty project, and uses it there as strangers would:
 * in every line of Node, under TypeScript, bundled, in Chromium. Prints a line for each, and fails where one
 * does.
 *
 *     dist/backend-package ─► npm pack ─► npm install ─► train ─► the same bits everywhere, TF.js's losses
 */
await runCommand(async () => {
  parseCommandLine(COMMAND, process.argv.slice(2));
  runOurs('nx', ['run', 'backend:package']);
  const root = mkdtempSync(join(tmpdir(), 'layerprint-package-'));
  const failed: string[] = [];
  const tell = ({ name, faults }: Attempt): void => {
    process.stdout.write(`${faults.length === 0 ? 'good' : 'bad '}  ${name}\n`);
    for (const fault of faults) process.stdout.write(`      ${fault}\n`);
    if (faults.length > 0) failed.push(name);
  };
  try {
    const folder = join(WORKSPACE, 'dist/backend-package');
    const { tarball, project } = await installPackage(root);
    tell(weigh(folder));
    tell(await lintExports(folder));
    tell(await lintTypes(tarball));
    tell(tryTypes(project, 'nodenext'));
    tell(tryTypes(project, 'bundler'));
    tell(tryReadme(project));

    const own = process.versions.node;
    const theirs = tryNode(project, own, 'cpu', 1);
    tell(theirs);
    const attempts = [own, ...OTHER_NODES].flatMap((version) =>
      [1, 2].map((threads) => tryNode(project, version, 'layerprint', threads)),
    );
    attempts.push(...(await tryBrowsers(project)));
    const first = attempts[0]!.training;
    for (const attempt of attempts) {
      const isJudged = theirs.training !== undefined && first !== undefined;
      tell(isJudged ? judgeTraining(attempt, theirs.training, first) : attempt);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  if (failed.length === 0) return;
  throw new LayerprintError(
    'package-not-usable',
    `The package failed in ${failed.length} of the ways above.`,
    'Mend what the lines above tell; `npx nx run backend:package` makes dist/backend-package anew.',
  );
});
