import { countNoun } from '@layerprint/core';
import { runCommand } from '@layerprint/core/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { writeArtifacts } from '../artifacts/write-artifacts.ts';
import { selectBackend } from '../backend/select-backend.ts';
import { layoutOf } from '../layout.ts';

/** Makes the artifacts of a profile out of its data set and its two trained models. */
await runCommand(async () => {
  const { profile, backend } = parseCommandLine('artifacts', process.argv.slice(2), TASK_OPTIONS);
  const versions = await selectBackend(backend);
  const layout = layoutOf(profile);
  const { figures } = await writeArtifacts(layout, versions);
  process.stdout.write(`Wrote ${countNoun(figures.length, 'figure')} to ${layout.artifacts}.\n`);
});
