import { join } from 'node:path';
import { runCommand } from '@layerprint/artifacts/command';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { holdSources, readRecordedHash } from '@layerprint/artifacts/held-sources';
import { StudyTrainingPlanSchema } from '@layerprint/core/schemas/plan';
import { SLUG } from '@layerprint/core/schemas/scalars';
import { StudyClaimsSchema } from '@layerprint/core/schemas/study-claims';
import { TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { studyLayoutOf } from '../layout.ts';
import { readPlan } from '../read-plan.ts';

const COMMAND = {
  name: 'measure-study',
  purpose:
    'Measures what the claims ask of a trained model of a study, to dist/<profile>/study/lines/<training>.',
  options: {
    training: {
      value: 'id',
      pattern: SLUG,
      help: 'Which training of the study; the task that Nx runs names it.',
    },
    ...TASK_OPTIONS,
  },
  examples: ['npx nx run quick/pair-01-benchmark:measure'],
} as const;

/** Measures a trained model of a study: makes its line of the record. */
await runCommand(async () => {
  const { profile, training, backend } = parseCommandLine(COMMAND, process.argv.slice(2));
  const layout = studyLayoutOf(profile);
  const sources = holdSources({ project: 'trainer', input: 'measuring' }, [
    layout.trainingPlan(training),
    layout.studyClaims,
    join(layout.dataset, 'manifest.json'),
    join(layout.model(training), 'run.json'),
  ]);
  const codeHash = readRecordedHash(TRAINING_CODE);
  const { selectBackend } = await import('../backend/select-backend.ts');
  const { writeLine } = await import('../study/write-line.ts');
  const { readStudyPlan } = await import('../training/read-study-plan.ts');
  await selectBackend(backend, 1);
  const { id, part, pair } = await readPlan(StudyTrainingPlanSchema, layout.trainingPlan(training));
  const plan = await readStudyPlan(layout, training);
  const claims = await readPlan(StudyClaimsSchema, layout.studyClaims);
  await writeLine(layout, { id, part, pair, plan }, claims, { codeHash, sources });
});
