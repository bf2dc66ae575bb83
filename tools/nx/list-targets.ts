import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '@layerprint/artifacts/source-code';

/** A target of the workspace. */
export interface Target {
  readonly project: string;
  readonly name: string;
  readonly command: string;
  /** The names of its configurations. */
  readonly configurations: readonly string[];
  /** The profile that it works on without a configuration; undefined where it works on none. */
  readonly profile: string | undefined;
}

interface ProjectFile {
  readonly name: string;
  readonly targets: Record<
    string,
    {
      readonly command: string;
      readonly options?: { readonly profile?: string };
      readonly configurations?: object;
    }
  >;
}

/** Lists every target of the workspace. */
export function listTargets(workspace: string = WORKSPACE): Target[] {
  return globSync('packages/*/project.json', { cwd: workspace }).flatMap((path) => {
    const { name: project, targets } = JSON.parse(
      readFileSync(join(workspace, path), 'utf8'),
    ) as ProjectFile;
    return Object.entries(targets).map(([name, { command, options, configurations = {} }]) => ({
      project,
      name,
      command,
      configurations: Object.keys(configurations),
      profile: options?.profile,
    }));
  });
}
