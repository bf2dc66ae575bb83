/** What Nx is told of a target. */
export interface InferredTarget {
  readonly command: string;
  readonly cache: boolean;
  readonly continuous?: true;
  readonly dependsOn?: readonly {
    readonly projects?: readonly string[];
    readonly target: string;
  }[];
  readonly inputs?: readonly (string | object)[];
  readonly outputs?: readonly string[];
}

export declare const SLUG: RegExp;
export declare function listModels(text: string): string[];
export declare function makeTasks(
  name: string,
  models: readonly string[],
): Readonly<Record<string, InferredTarget>>;
