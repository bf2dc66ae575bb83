import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { layoutOf } from '../layout.ts';

const COMMAND = {
  name: 'verdicts',
  purpose:
    'Settles the claims of a profile by the record of its study, and draws it, in dist/<profile>/verdicts. Nothing is trained.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:verdicts'],
};

/** Settles the claims of a profile by the record of its study. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = layoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'settling' }, [
    layout.experiment,
    layout.claims,
    layout.study,
    layout.studyRecord,
    layout.studyLikeness,
    join(layout.dataset, 'manifest.json'),
  ]);
  const { openStudy } = await import('../verdicts/open-study.ts');
  const { writeVerdicts } = await import('../verdicts/write-verdicts.ts');
  const { settleStudy } = await import('@layerprint/core/verdicts');
  const { experiment, record, findStale, likenesses } = await openStudy(layout, profile);
  const verdicts = settleStudy(experiment, record, findStale, likenesses);
  await writeVerdicts(layout, verdicts, experiment.context.models, sources);
  const { pairs } = verdicts;
  process.stdout.write(
    `Settled the claims of ${profile} by ${pairs.complete} of ${pairs.wanted} pairs, to ${layout.verdicts}.\n`,
  );
});
