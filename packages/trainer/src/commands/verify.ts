import { countNoun } from '@layerprint/core';
import { runCommand } from '@layerprint/artifacts/command';
import { nameCommand, parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { layoutOf } from '../layout.ts';
import { compareWithReference } from '../reference/compare-with-reference.ts';
import { openBuild } from '../reference/open-build.ts';
import { readReference } from '../reference/reference-folder.ts';
import { summariseArtifacts } from '../reference/summarise-artifacts.ts';

const COMMAND = {
  name: 'verify',
  purpose:
    'Says whether the build in dist/<profile> is, bit for bit, the reference in fixtures/<profile>, and if not, what differs. It builds nothing.',
  options: TASK_OPTIONS,
  examples: ['npx nx run article:verify'],
  statuses: {
    0: 'the build is the reference',
    1: 'it is not, or one of the two is missing; what is said tells what differs',
    70: 'a fault of ours, told with its stack',
  },
};

/**
 * Says whether the build that stands in `dist/<profile>` reproduced the committed reference of its profile
 * bit for bit, and if not, what differs.
 */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const found = summariseArtifacts(await openBuild(layout.artifacts, profile));
  const differences = compareWithReference(await readReference(layout.reference), found);
  if (differences.length > 0) {
    throw new LayerprintError(
      'not-reproduced',
      `This build of ${profile} is not the reference in ${layout.reference}:\n${differences.map((sentence) => `  - ${sentence}`).join('\n')}`,
      `Where the change is meant, run \`${nameCommand('write-reference', profile)}\` and commit it.`,
    );
  }
  const counts = [
    countNoun(found.headline.length, 'number'),
    countNoun(found.claims.length, 'claim'),
    countNoun(found.figures.length, 'figure'),
  ];
  process.stdout.write(
    `This build of ${profile} reproduced the reference bit for bit: data, both models with every epoch, ${counts.join(', ')}.\n`,
  );
});
