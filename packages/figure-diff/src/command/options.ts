import { joinWords } from '@layerprint/core';
import { parseCommandLine, TASK_OPTIONS } from '@layerprint/artifacts/command-line';
import { FAIL_ON, type FailOn } from '../comparison/index.ts';
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

/** What the command was asked to render again. */
export interface RenderRequest {
  /** The `diff.json` of a comparison that was made; its pictures are beside it. */
  readonly from: string;
  readonly failOn: FailOn;
  readonly out: string;
}

/** A name that git could take for an option of its own is none of a revision. */
const REVISION = { value: 'revision', pattern: /^[^-]/, optional: true } as const;
const FOLDER = { value: 'artifacts-folder', optional: true } as const;

const COMMAND = {
  name: 'diff',
  purpose:
    'Compares the reports of two revisions, or of two folders of artifacts, by meaning: which figures changed, by how much, and whether a finding did.',
  options: {
    base: {
      ...REVISION,
      help: 'What is compared with: a branch, a tag, a sha or WORKTREE. Where there is no --base-dir, main.',
    },
    head: {
      ...REVISION,
      help: 'What is compared. Where there is no --head-dir, WORKTREE: the working tree with all that is not committed yet.',
    },
    'base-dir': {
      ...FOLDER,
      help: 'A folder of artifacts in the place of --base; nothing is built.',
    },
    'head-dir': {
      ...FOLDER,
      help: 'A folder of artifacts in the place of --head; nothing is built.',
    },
    from: {
      value: 'diff.json',
      help: 'A comparison that was made, also elsewhere, with its pictures beside it: nothing is compared, and what is read is written again.',
      optional: true,
    },
    profile: {
      value: 'name',
      help: 'Which report of both. By default the one that the folders are of, or quick.',
      pattern: TASK_OPTIONS.profile.pattern,
      optional: true,
    },
    'fail-on': {
      value: FAIL_ON,
      help: 'From what on a change ends in status 1.',
      default: 'visual',
    },
    out: {
      value: 'folder',
      help: 'Where to write: a folder that is not there, is empty, or holds an earlier diff.',
      default: 'dist/diff',
    },
  },
  examples: [
    'npm run diff -- --base v1.0 --fail-on finding',
    'npm run diff -- --base-dir before/artifacts --head-dir after/artifacts',
    'npm run diff -- --from dist/diff/diff.json',
    'npx nx run report-site:diff -- --base main --head HEAD',
  ],
  statuses: {
    0: 'nothing changed that --fail-on names',
    1: 'something did; also what Nx makes of 2',
    2: 'the two could not be compared, and what is said tells what to do about it',
    70: 'a fault of ours, told with its stack',
    130: 'interrupted; no worktree is left behind',
  },
} as const;

/**
 * Parses the command's options. A side is a revision or a folder of artifacts: by default the base is
 * `main`, and the head the working tree. With `--from` there are no sides to choose.
 *
 * @throws {LayerprintError} `bad-usage`.
 */
export function parseDiffOptions(argv: readonly string[]): DiffRequest | RenderRequest {
  const options = parseCommandLine(COMMAND, argv);
  const { from, 'fail-on': failOn, out } = options;
  if (from !== undefined) {
    const chosen = COMPARING.filter((name) => options[name] !== undefined);
    if (chosen.length === 0) return { from, failOn, out };
    throw new LayerprintError(
      'bad-usage',
      `--from and --${chosen[0]!} were both given, and what --from names is compared already.`,
      `Leave out --from ${from} or ${joinWords(chosen.map((name) => `--${name}`))}.`,
    );
  }
  return {
    base: chooseSide('base', options.base, options['base-dir'], 'main'),
    head: chooseSide('head', options.head, options['head-dir'], WORKTREE),
    profile: options.profile,
    failOn,
    out,
  };
}

/** What chooses the sides of a comparison. */
const COMPARING = ['base', 'head', 'base-dir', 'head-dir', 'profile'] as const;

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
