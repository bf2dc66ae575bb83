import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { MODEL_NAMES } from '@layerprint/core/schemas/scalars';
import { FIGURE_CODE } from '@layerprint/artifacts/source-code';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'artifacts',
  purpose:
    'Makes every figure and claim out of the two trained models of a profile, in dist/<profile>/artifacts.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:artifacts'],
};

/** Makes the artifacts of a profile out of its data set and its two trained models. */
await runCommand(async () => {
  const { profile, backend } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources(FIGURE_CODE, [
    layout.datasetPlan,
    ...MODEL_NAMES.map((name) => layout.trainingPlan(name)),
    join(layout.dataset, 'manifest.json'),
    ...MODEL_NAMES.map((name) => join(layout.model(name), 'run.json')),
  ]);
  const { selectBackend } = await import('../backend/select-backend.ts');
  const { writeArtifacts } = await import('../artifacts/write-artifacts.ts');
  const { countNoun } = await import('@layerprint/core');
  const versions = await selectBackend(backend);
  const { figures } = await writeArtifacts(layout, versions, sources);
  process.stdout.write(`Wrote ${countNoun(figures.length, 'figure')} to ${layout.artifacts}.\n`);
});
