/** Bytes that Linux takes in one argument of a command, the one that ends it among them. */
const LONGEST_ARGUMENT = 128 * 1024;
const OPTION = '--projects=';

/**
 * Names projects for Nx in as few options as it takes, in order, each short enough to be an argument on any system: some 4,700
 * trainings of a study are too many for one.
 *
 * @returns An option a run of Nx.
 */
export function listProjects(projects: readonly string[]): string[] {
  const runs: string[][] = [];
  let length = Infinity;
  for (const project of projects) {
    const bytes = Buffer.byteLength(project) + ','.length;
    if (length + bytes > LONGEST_ARGUMENT) {
      runs.push([]);
      length = OPTION.length;
    }
    length += bytes;
    runs.at(-1)!.push(project);
  }
  return runs.map((run) => `${OPTION}${run.join(',')}`);
}
