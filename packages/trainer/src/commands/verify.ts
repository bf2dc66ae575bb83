import { countNoun } from '@layerprint/core';
import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { LayerprintError } from '@layerprint/core/errors';
import { layoutOf } from '../layout.ts';
import { compareWithReference } from '../reference/compare-with-reference.ts';
import { openBuild } from '../reference/open-build.ts';
import { readReference } from '../reference/reference-folder.ts';
import { summariseArtifacts } from '../reference/summarise-artifacts.ts';

/**
 * Says whether the build that stands in `dist/<profile>` reproduced the committed reference of its profile
 * bit for bit, and if not, what differs.
 */
await runCommand(async () => {
  const { profile } = parseCommandLine('verify', process.argv.slice(2), TASK_OPTIONS);
  const layout = layoutOf(profile);
  const found = summariseArtifacts(await openBuild(layout.artifacts, profile));
  const differences = compareWithReference(await readReference(layout.reference), found);
  if (differences.length > 0) {
    throw new LayerprintError(
      'not-reproduced',
      `This build of ${profile} is not the reference in ${layout.reference}:\n${differences.map((sentence) => `  - ${sentence}`).join('\n')}`,
      `Where the change is meant, run \`npx nx run trainer:write-reference --profile=${profile}\` and commit it.`,
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
