import type { FieldChange } from './field-changes.ts';
import { matchFields, REST } from './field-paths.ts';
import { joinSome } from './wording.ts';

/** Where the hash of a task's code stands, and where those of its files do. */
const CODE = [
  { hash: 'runs.<model>.codeHash', files: 'runs.<model>.codeFiles' },
  { hash: 'figureCode.hash', files: 'figureCode.files' },
];

/** The code of a task that differs: its hash, where that does, and in which files. */
export interface CodeChange {
  readonly change: FieldChange;
  /** "packages/core/src/figures/colour-map.ts", "… (new)", "… (gone)". */
  readonly files: readonly string[];
}

/**
 * Takes the hash of a task's code and those of its files for one change.
 *
 * @returns Null for a field that is no hash of code; undefined for a file's that is told with another.
 */
export function gatherCode(
  change: FieldChange,
  changes: readonly FieldChange[],
): CodeChange | null | undefined {
  for (const { hash, files } of CODE) {
    const names = matchFields(change.path, hash) ?? matchFields(change.path, `${files}.${REST}`);
    if (!names) continue;
    const known = new Map([...names].filter(([part]) => part === '<model>'));
    const others = changes.filter(({ path }) => matchFields(path, `${files}.<file>`, known));
    const first = changes.find(({ path }) => matchFields(path, hash, known)) ?? others[0] ?? change;
    return change === first ? { change, files: others.map(nameFile) } : undefined;
  }
  return null;
}

function nameFile({ path, base, head }: FieldChange): string {
  const what = base === undefined ? ' (new)' : head === undefined ? ' (gone)' : '';
  return `${path.at(-1)!}${what}`;
}

/** "The training code differs in packages/trainer/src/a.ts and packages/trainer/src/b.ts (new)." */
export function sayFiles(subject: string, files: readonly string[]): string {
  return `${subject} ${subject.endsWith('data') ? 'differ' : 'differs'} in ${joinSome(files)}.`;
}
