import { parseCommandLine, TASK_OPTIONS } from '@layerprint/core/command-line';
import { FAIL_ON, type FailOn } from '@layerprint/core/comparison';
import { LayerprintError } from '@layerprint/core/errors';

/** The name that stands for the working tree, in the place of a revision. */
export const WORKTREE = 'WORKTREE';

/** Where one side of a comparison comes from, as the user gave it. */
export type SideChoice = { readonly revision: string } | { readonly folder: string };

/** What the command was asked to do. */
export interface DiffRequest {
  readonly base: SideChoice;
  readonly head: SideChoice;
  /** Undefined where it was not given; folders of artifacts know theirs. */
  readonly profile: string | undefined;
  readonly failOn: FailOn;
  /** The folder to write. */
  readonly out: string;
}

/** A name that git could take for an option of its own is none of a revision. */
const REVISION = { value: 'revision', pattern: /^[^-]/, optional: true } as const;
const FOLDER = { value: 'artifacts-folder', optional: true } as const;

const OPTIONS = {
  base: REVISION,
  head: REVISION,
  'base-dir': FOLDER,
  'head-dir': FOLDER,
  profile: { value: 'name', pattern: TASK_OPTIONS.profile.pattern, optional: true },
  'fail-on': { value: FAIL_ON, default: 'visual' },
  out: { value: 'folder', default: 'dist/diff' },
} as const;

/**
 * Parses the command's options. A side is a revision or a folder of artifacts: by default the base is
 * `main`, and the head the working tree.
 *
 * @throws {LayerprintError} `bad-usage`.
 */
export function parseDiffOptions(argv: readonly string[]): DiffRequest {
  const options = parseCommandLine('diff', argv, OPTIONS);
  return {
    base: chooseSide('base', options.base, options['base-dir'], 'main'),
    head: chooseSide('head', options.head, options['head-dir'], WORKTREE),
    profile: options.profile,
    failOn: options['fail-on'],
    out: options.out,
  };
}

function chooseSide(
  side: string,
  revision: string | undefined,
  folder: string | undefined,
  fallback: string,
): SideChoice {
  if (folder === undefined) return { revision: revision ?? fallback };
  if (revision === undefined) return { folder };
  throw new LayerprintError(
    'bad-usage',
    `--${side} and --${side}-dir were both given, and a side is one or the other.`,
    `Leave out --${side} ${revision} or --${side}-dir ${folder}.`,
  );
}
