import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { FIGURE_CODE } from '@layerprint/artifacts/source-code';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'artifacts',
  purpose:
    'Makes every figure and claim out of the models of a profile, in dist/<profile>/artifacts.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:artifacts'],
};

/** Makes the artifacts of a profile out of its data set and its models. */
await runCommand(async () => {
  const { profile, backend } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const { readPlans } = await import('../artifacts/read-plans.ts');
  const plans = await readPlans(layout);
  const sources = holdSources(FIGURE_CODE, [
    layout.reportPlan,
    join(layout.dataset, 'manifest.json'),
    ...plans.models.map(({ model }) => join(layout.model(model), 'run.json')),
  ]);
  const { selectBackend } = await import('../backend/select-backend.ts');
  const { writeArtifacts } = await import('../artifacts/write-artifacts.ts');
  const { countNoun } = await import('@layerprint/core');
  const versions = await selectBackend(backend);
  const { figures } = await writeArtifacts(layout, { plans, versions, sources });
  process.stdout.write(`Wrote ${countNoun(figures.length, 'figure')} to ${layout.artifacts}.\n`);
});
