/** Enough of a hash or a commit to tell it from others by eye. */
export function shortenHash(hash: string): string {
  return hash.slice(0, 10);
}

/** A commit as what was built from it: "656d5f2ab1", "656d5f2ab1 with uncommitted changes". */
export function nameCommit(commit: string, uncommitted: boolean): string {
  return uncommitted ? `${commit} with uncommitted changes` : commit;
}
