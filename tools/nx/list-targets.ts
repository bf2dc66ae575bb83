import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
      /** Left out where it is that of all targets of the name, as nx.json has it. */
      readonly command?: string;
      readonly options?: { readonly profile?: string };
      readonly configurations?: object;
    }
  >;
}

interface NxFile {
  readonly targetDefaults: Record<string, { readonly command: string }>;
}

/** Lists every target of the workspace. */
export function listTargets(workspace: string = WORKSPACE): Target[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(workspace, path), 'utf8'));
  const { targetDefaults } = read('nx.json') as NxFile;
  return globSync('{packages/*,tools}/project.json', { cwd: workspace }).flatMap((path) => {
    const { name: project, targets } = read(path) as ProjectFile;
    return Object.entries(targets).map(([name, { command, options, configurations = {} }]) => ({
      project,
      name,
      command: (command ?? targetDefaults[name]!.command).replaceAll(
        '{projectRoot}',
        dirname(path),
      ),
      configurations: Object.keys(configurations),
      profile: options?.profile,
    }));
  });
}
