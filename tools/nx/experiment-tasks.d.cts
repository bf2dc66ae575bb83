/** What Nx is told of a target. */
export interface InferredTarget {
  readonly command: string;
  readonly cache: boolean;
  readonly continuous?: true;
  readonly dependsOn?: readonly {
    readonly projects?: readonly string[];
    readonly target: string;
    readonly params?: 'forward';
  }[];
  readonly inputs?: readonly (string | object)[];
  readonly outputs?: readonly string[];
}

export declare const SLUG: RegExp;
/** A model, and what makes it. */
export interface TaskModel {
  readonly id: string;
  readonly verb: 'train' | 'load';
}

/** A target that does nothing. */
export interface InferredMark extends Omit<InferredTarget, 'command' | 'cache'> {
  readonly executor: 'nx:noop';
  readonly command?: undefined;
}

/** A training of a study, as Nx sees it. */
export interface InferredTraining {
  readonly id: string;
  readonly sameStepsAs?: string;
}

export declare function listModels(text: string): TaskModel[];
export declare function listTrainings(text: string, experiment: string): InferredTraining[];
export declare function makeModelTasks(
  name: string,
  model: TaskModel,
): Readonly<Record<string, InferredTarget>>;
export declare function makeTasks(
  name: string,
  models: readonly TaskModel[],
  hasStudy?: boolean,
): Readonly<Record<string, InferredTarget | InferredMark>>;
export declare function makeTrainingTasks(
  name: string,
  training: InferredTraining,
): Readonly<Record<'train' | 'measure', InferredTarget>> &
  Readonly<Record<string, InferredTarget | InferredMark>>;
export declare function nameModel(name: string, model: TaskModel): string;
export declare function nameModelTask(model: TaskModel): string;
export declare function nameTraining(name: string, id: string): string;
