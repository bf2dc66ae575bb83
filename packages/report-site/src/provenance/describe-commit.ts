import { nameCommit, shortenHash } from '@layerprint/core';
import type { CommitFacts } from './read-commit.ts';

/** What is said of a report whatever commit it is from. */
export interface ReportFacts {
  readonly title: string;
  readonly authors: string;
  readonly profile: string;
  readonly manifestHash: string;
  /** Where it is published; undefined where nobody said. */
  readonly address: string | undefined;
}

/** The places in the page of the commit that depend on it; each is plain text. */
export type CommitTexts = Readonly<
  Record<'commit' | 'date' | 'author' | 'state' | 'repository' | 'bibtex', string>
>;

/** Says what is known of the commit that a report was made from; undefined is a build without git. */
export function describeCommit(report: ReportFacts, facts: CommitFacts | undefined): CommitTexts {
  const bibtex = formatBibtex(report, facts);
  if (!facts) {
    const unknown = 'not known: the build was not in a git repository';
    return {
      commit: unknown,
      date: unknown,
      author: unknown,
      state: unknown,
      repository: unknown,
      bibtex,
    };
  }
  const { commit, date, author, uncommitted, repository } = facts;
  return {
    commit,
    date,
    author,
    state: uncommitted
      ? 'not clean: files were others than in the commit, so it alone may not give this report'
      : 'clean: every file was as it is in the commit',
    repository: repository ?? 'not known: the clone names no address that others could reach',
    bibtex,
  };
}

/** An entry for BibTeX, with what is known. */
function formatBibtex(
  { title, authors, profile, manifestHash, address }: ReportFacts,
  facts: CommitFacts | undefined,
): string {
  const made = facts
    ? `commit ${nameCommit(facts.commit, facts.uncommitted)}`
    : 'of an unknown commit';
  const fields = {
    title: `{${escapeBibtex(title)}}`,
    author: `{${escapeBibtex(authors)}}`,
    ...(facts && { year: facts.date.slice(0, 4) }),
    ...((address ?? facts?.repository) && { url: address ?? facts?.repository }),
    note: escapeBibtex(
      `Layerprint report, profile ${profile}, ${made}, manifest sha256 ${manifestHash}`,
    ),
  };
  const lines = Object.entries(fields).map(([key, value]) => `  ${key} = {${value}},`);
  return [`@misc{layerprint-${shortenHash(manifestHash)},`, ...lines, '}'].join('\n');
}

function escapeBibtex(text: string): string {
  return text.replaceAll(/[#$%&_{}]/g, (sign) => `\\${sign}`);
}
