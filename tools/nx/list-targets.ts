import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listUsableProfiles } from '@layerprint/artifacts/profiles';
import { EXPERIMENTS, experimentPath, studyPath } from '@layerprint/core/experiment-path';
import { WORKSPACE } from '@layerprint/artifacts/source-code';
import {
  listModels,
  listTrainings,
  makeModelTasks,
  makeTasks,
  makeTrainingTasks,
  nameModel,
  nameModelTask,
  nameTraining,
  type InferredMark,
  type InferredTarget,
  type TaskModel,
} from './experiment-tasks.cjs';

/** A target of the workspace, or what is called like one. */
export interface Target {
  readonly project: string;
  readonly name: string;
  readonly command: string;
  /** Whether its project is an experiment. */
  readonly isOfExperiment?: true;
  /** The experiments for whose tasks it stands: one is named behind it or by `--profile`. */
  readonly standsFor?: readonly string[];
}

/** The packages whose names stand for experiments before their tasks: `report-site:build:article`. */
const SPOKESMEN = ['report-site', 'trainer'];

interface ProjectFile {
  readonly name: string;
  /** A command is left out where it is that of all targets of the name, as nx.json has it. */
  readonly targets: Record<string, { readonly command?: string; readonly executor?: string }>;
}

interface NxFile {
  readonly targetDefaults: Record<string, { readonly command: string }>;
}

/** Lists every target of the workspace, and the names that stand for those of experiments. */
export function listTargets(workspace: string = WORKSPACE): Target[] {
  const experiments = listUsableProfiles(join(workspace, EXPERIMENTS)).map((name) => {
    const experiment = readFileSync(join(workspace, experimentPath(name)), 'utf8');
    const path = join(workspace, studyPath(name));
    const hasStudy = existsSync(path);
    const study = hasStudy ? readFileSync(path, 'utf8') : '';
    return { name, experiment, models: listModels(experiment), hasStudy, study };
  });
  const ofExperiments = experiments.flatMap(({ name, models, hasStudy }) => {
    const tasks = { ...makeTasks(name, models, hasStudy), ...listNamed(name, models) };
    return listTasks(name, tasks).map((target): Target => ({ ...target, isOfExperiment: true }));
  });
  const ofModels = experiments.flatMap(({ name, models }) =>
    models.flatMap((model) => listTasks(nameModel(name, model), makeModelTasks(name, model))),
  );
  const ofTrainings = experiments.flatMap(({ name, experiment, study }) =>
    listTrainings(study, experiment).flatMap((training) =>
      listTasks(nameTraining(name, training.id), makeTrainingTasks(name, training)),
    ),
  );
  return [
    ...listTargetsOfPackages(workspace),
    ...SPOKESMEN.flatMap((spokesman) => listStandIns(spokesman, ofExperiments)),
    ...ofExperiments,
    ...ofModels,
    ...ofTrainings,
  ];
}

/** The tasks of models by the names that their experiment has for them. */
function listNamed(name: string, models: readonly TaskModel[]): Record<string, InferredTarget> {
  return Object.fromEntries(
    models.map((model) => [nameModelTask(model), makeModelTasks(name, model)[model.verb]!]),
  );
}

/** A mark does nothing, and has no command. */
function listTasks(
  project: string,
  tasks: Readonly<Record<string, InferredTarget | InferredMark>>,
): Target[] {
  return Object.entries(tasks).map(([name, { command = '' }]) => ({ project, name, command }));
}

function listTargetsOfPackages(workspace: string): Target[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(workspace, path), 'utf8'));
  const { targetDefaults } = read('nx.json') as NxFile;
  return globSync('{packages/*,tools}/project.json', { cwd: workspace }).flatMap((path) => {
    const { name: project, targets } = read(path) as ProjectFile;
    return Object.entries(targets)
      .filter(([, { executor }]) => executor === undefined)
      .map(([name, { command = targetDefaults[name]!.command }]) => ({
        project,
        name,
        command: command.replaceAll('{projectRoot}', dirname(path)),
      }));
  });
}

/** The names by which a package stands for the tasks that run its scripts. */
function listStandIns(project: string, ofExperiments: readonly Target[]): Target[] {
  const tasks = ofExperiments.filter(({ command }) => command.includes(` packages/${project}/`));
  return [...new Set(tasks.map(({ name }) => name))].map((name) => {
    const same = tasks.filter((task) => task.name === name);
    const { command } = same[0]!;
    return { project, name, command, standsFor: same.map((task) => task.project) };
  });
}
