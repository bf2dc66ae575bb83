import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources } from '@layerprint/artifacts/held-sources';
import { studyLayoutOf } from '../layout.ts';

const COMMAND = {
  name: 'plan-study',
  purpose:
    'Splits the study of a profile into the plans that its trainings read, in dist/<profile>/study/plan.',
  options: TASK_OPTIONS,
  examples: ['npx nx run quick:plan-study'],
};

/** Splits the study of a profile into the plans that its trainings read. */
await runCommand(async () => {
  const { profile } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = studyLayoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'planning' }, [
    layout.experiment,
    layout.claims,
    layout.study,
  ]);
  const { planStudy } = await import('../study/plan-study.ts');
  const { writeStudyPlans } = await import('../study/write-study-plans.ts');
  await writeStudyPlans(layout, await planStudy(layout, profile), sources);
});
