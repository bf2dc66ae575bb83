import { stripVTControlCharacters } from 'node:util';

/** How many lines the end of a log has. */
const TAIL_LINES = 12;
/** The project of a task, which Nx puts in front of a line that it prints while it runs: an experiment, or one of its models. */
const TASK_LINE = /^([a-z0-9_-]+)(?:\/[a-z0-9_-]+)?: (.*)$/;
/** The project of the tasks of all experiments, in revisions in which these were none themselves. */
const OF_ALL = 'trainer';
/** Where Nx begins to sum up a run that failed. */
const SUMMARY = /^ ?NX +Running target .* failed/;

/** The last lines of a build, without what is told elsewhere. */
export class BuildLog {
  readonly #folder: string;
  readonly #projects: readonly string[];
  #lines: string[] = [];
  #taskLines: string[] = [];
  #isSummedUp = false;

  /**
   * @param folder Where the build runs: paths are given below it.
   * @param profile Whose tasks run.
   */
  constructor(folder: string, profile: string) {
    this.#folder = folder;
    this.#projects = [profile, OF_ALL];
  }

  /** @returns What a task says in this line; undefined for what Nx says, or restored from its cache. */
  add(raw: string): string | undefined {
    const line = stripVTControlCharacters(raw).replaceAll(`${this.#folder}/`, '').trimEnd();
    this.#isSummedUp ||= SUMMARY.test(line);
    if (line === '' || this.#isSummedUp) return undefined;
    this.#lines = [...this.#lines, line].slice(-TAIL_LINES);
    const [, project = '', said] = TASK_LINE.exec(line) ?? [];
    const told = this.#projects.includes(project) ? said : undefined;
    if (told !== undefined) this.#taskLines = [...this.#taskLines, told].slice(-TAIL_LINES);
    return told;
  }

  /** What the tasks said last; what was said at all, where no task came to run. */
  tail(): readonly string[] {
    return this.#taskLines.length > 0 ? this.#taskLines : this.#lines;
  }
}
