import { join } from 'node:path';
import {
  articlePath,
  claimsPath,
  dataLockPath,
  experimentPath,
  studyLikenessPath,
  studyPath,
  studyRecordPath,
} from '@layerprint/core/experiment-path';
import type { ModelId } from '@layerprint/core/schemas/scalars';

/** Where the tasks of one profile read and write, relative to the workspace root they run in. */
export interface Layout {
  readonly experiment: string;
  /** The author's own page, where there is one. */
  readonly article: string;
  /** What is claimed, where anything is. */
  readonly claims: string;
  /** What is trained again and again, where anything is, and what came of it. */
  readonly study: string;
  readonly studyRecord: string;
  /** How alike some of its models are, where that is asked. */
  readonly studyLikeness: string;
  /** What an author's data were when they were locked. */
  readonly dataLock: string;
  /** The parts of the experiment that single tasks read. */
  readonly datasetPlan: string;
  /** Where the experiment has claims. */
  readonly claimsPlan: string;
  /** What the training, or the loading, of each model follows from. */
  readonly trainingPlan: (model: ModelId) => string;
  /** The weights of a model that is loaded, as the plan task has put them in order. */
  readonly plannedWeights: (model: ModelId) => string;
  readonly reportPlan: string;
  readonly dataset: string;
  /** The finished model: the same bytes each time. */
  readonly model: (model: ModelId) => string;
  /** A training under way: its checkpoint and log. Not an output; kept for a resumed run. */
  readonly run: (model: ModelId) => string;
  readonly artifacts: string;
  /** What the study comes to, where the experiment has one. */
  readonly verdicts: string;
  /** What a build of this profile gave once: committed, and compared with by the verify task. */
  readonly reference: string;
  /** CIFAR-10 as the fetch task leaves it; shared by all profiles. */
  readonly cifar10: string;
}

/** The layout of a profile under `root`, the workspace root unless a test says otherwise. */
export function layoutOf(profile: string, root = ''): Layout {
  const dist = join(root, 'dist', profile);
  return {
    experiment: join(root, experimentPath(profile)),
    article: join(root, articlePath(profile)),
    claims: join(root, claimsPath(profile)),
    study: join(root, studyPath(profile)),
    studyRecord: join(root, studyRecordPath(profile)),
    studyLikeness: join(root, studyLikenessPath(profile)),
    dataLock: join(root, dataLockPath(profile)),
    datasetPlan: join(dist, 'plan', 'dataset.json'),
    claimsPlan: join(dist, 'plan', 'claims.json'),
    trainingPlan: (model) => join(dist, 'plan', `model-${model}.json`),
    plannedWeights: (model) => join(dist, 'plan', `weights-${model}.bin`),
    reportPlan: join(dist, 'plan', 'report.json'),
    dataset: join(dist, 'dataset'),
    model: (model) => join(dist, 'models', model),
    run: (model) => join(dist, 'runs', model),
    artifacts: join(dist, 'artifacts'),
    verdicts: join(dist, 'verdicts'),
    reference: join(root, 'fixtures', profile),
    cifar10: join(root, 'data', 'cifar-10-batches-bin'),
  };
}

/** Where the trainings of a study read and write, by their ids. */
export interface StudyLayout extends Layout {
  /** All that its trainings follow from. */
  readonly studyPlan: string;
  /** What the claims ask of each model. */
  readonly studyClaims: string;
  /** The folder with what the record is to say of a trained model, in `line.json`. */
  readonly line: (training: string) => string;
}

/** The layout of a profile's study: that of the profile, with plans, models and runs of the study's own. */
export function studyLayoutOf(profile: string, root = ''): StudyLayout {
  const dist = join(root, 'dist', profile, 'study');
  return {
    ...layoutOf(profile, root),
    studyPlan: join(dist, 'plan'),
    studyClaims: join(dist, 'plan', 'claims.json'),
    trainingPlan: (training) => join(dist, 'plan', `${training}.json`),
    model: (training) => join(dist, 'models', training),
    run: (training) => join(dist, 'runs', training),
    line: (training) => join(dist, 'lines', training),
  };
}
