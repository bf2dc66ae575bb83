import { openArtifacts } from '@layerprint/core/artifacts';
import { runCommand } from '@layerprint/core/command';
import { LayerprintError } from '@layerprint/core/errors';
import { parseCommandLine, TASK_OPTIONS } from '../command-line.ts';
import { layoutOf } from '../layout.ts';
import { compareWithReference } from '../reference/compare-with-reference.ts';
import { readReference, writeReference } from '../reference/reference-folder.ts';
import { summariseArtifacts } from '../reference/summarise-artifacts.ts';

/**
 * Says whether a build reproduced the committed reference of its profile bit for bit, and if not, what
 * differs; with `--write true`, makes the build the reference.
 */
await runCommand(async () => {
  const { profile, write } = parseCommandLine('verify', process.argv.slice(2), {
    ...TASK_OPTIONS,
    write: { value: ['true', 'false'], default: 'false' },
  });
  const layout = layoutOf(profile);
  const found = summariseArtifacts((await openArtifacts(layout.artifacts)).manifest);
  if (write === 'true') {
    await writeReference(layout, found);
    process.stdout.write(
      `This build of ${profile} is now the reference, in ${layout.reference}.\n`,
    );
    return;
  }
  const differences = compareWithReference(await readReference(layout.reference), found);
  if (differences.length > 0) {
    throw new LayerprintError(
      'not-reproduced',
      `This build of ${profile} is not the reference in ${layout.reference}:\n${differences.map((sentence) => `  - ${sentence}`).join('\n')}`,
      'Where the change is meant, write the reference anew with --write true and commit it.',
    );
  }
  const { length } = found.figures;
  process.stdout.write(
    `This build of ${profile} reproduced the reference bit for bit: data, both models with every epoch, ${found.headline.length} numbers, ${found.claims.length} claims, ${length} figures.\n`,
  );
});
