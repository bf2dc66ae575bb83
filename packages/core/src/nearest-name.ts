/** Beyond this many edits, two names have nothing to do with each other; beyond one in eight letters, two long ones. */
const MAX_EDITS = 3;
const LETTERS_AN_EDIT = 8;
/** With fewer letters, too many names begin so. */
const FEWEST_BEGUN = 4;

/**
 * Finds the name that was probably meant by one that does not exist: the first of those with the fewest
 * edits, of at most three, or one in eight letters of a long name, and of fewer than it has letters, three of six at least;
 * where there is none, the only one that begins so.
 */
export function findNearestName(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(MAX_EDITS, Math.floor(name.length / LETTERS_AN_EDIT));
  const byEdits = known
    .map((candidate) => ({ candidate, edits: countEdits(name, candidate) }))
    .filter(
      ({ candidate, edits }) =>
        edits <= most && edits < candidate.length && edits <= Math.max(2, candidate.length / 2),
    )
    .sort((one, other) => one.edits - other.edits);
  return byEdits[0]?.candidate ?? findLonger(name, known);
}

function findLonger(name: string, known: readonly string[]): string | undefined {
  if (name.length < FEWEST_BEGUN) return undefined;
  const longer = known.filter((one) => one.toLowerCase().startsWith(name.toLowerCase()));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Levenshtein's distance, ignoring case: insertions, deletions and substitutions from one to the other. */
function countEdits(from: string, to: string): number {
  const target = [...to.toLowerCase()];
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...from.toLowerCase()].entries()) {
    const next = [line + 1];
    for (const [column, other] of target.entries()) {
      const substituted = row[column]! + (letter === other ? 0 : 1);
      next.push(Math.min(substituted, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row[target.length]!;
}
