import { appendFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import { runChild } from '@layerprint/artifacts/child';
import { leaveRunner } from '@layerprint/artifacts/runner-environment';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import { listProjects } from './list-projects.ts';

/** The project of Nx that a training of a study is. */
const nameProject = (profile: string, id: string): string => `${profile}/${id}`;
/** The tasks that wait for the line of a training. */
const MEASURED = ['line', 'recorded'];
/** A line that a task prints, as Nx hands it on: whose it is, and what it says. */
const TASK_LINE = /^[a-z0-9_-]+\/([a-z0-9_-]+): (error \(.*)$/;

/** What trainings of a study are to be run, and how. */
export interface StudyRun {
  readonly profile: string;
  readonly ids: readonly string[];
  /** What of each is to be there: by default all, down to its line. */
  readonly targets?: readonly string[];
  /** Trainings at once: one a core where it is not said. */
  readonly atOnce?: number | undefined;
  /** Where all that the tasks print is kept. */
  readonly log: string;
  readonly signal: AbortSignal;
}

/**
 * Has Nx train and measure some of a study's models, each training with one thread and as many at once as there are
 * cores: two trainings side by side give more than one with two threads.
 *
 * Thousands of them are run by Nx one part after the other, as much as a command can name.
 *
 * @returns What went wrong, by the id of the training, as far as its task says.
 */
export async function runStudyTasks(run: StudyRun): Promise<Map<string, string>> {
  const { profile, ids, targets = MEASURED, atOnce = availableParallelism(), log, signal } = run;
  const programs = join(WORKSPACE, 'node_modules', '.bin');
  const environment = leaveRunner(process.env);
  const env = { ...environment, PATH: [programs, environment['PATH'] ?? ''].join(delimiter) };
  const failures = new Map<string, string>();
  await writeFileAtomically(log, '');
  const many = ['run-many', `--targets=${targets.join(',')}`, `--parallel=${atOnce}`];
  for (const projects of listProjects(ids.map((id) => nameProject(profile, id)))) {
    await runChild(
      join(programs, 'nx'),
      [...many, '--nxBail=false', projects],
      { cwd: WORKSPACE, env, signal },
      (line) => {
        appendFileSync(log, `${line}\n`);
        const [, id, failure] = TASK_LINE.exec(line) ?? [];
        if (id !== undefined && failure !== undefined) failures.set(id, failure);
      },
    );
  }
  return failures;
}
