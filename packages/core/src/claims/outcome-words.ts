import type { Claim } from '../schemas/claim.ts';
import type { StudiedClaim } from '../schemas/study-verdicts.ts';

/** How something comes out, in one run or over many pairs. */
export type AnyOutcome = Claim['outcome'] | StudiedClaim['verdict'];

/** How a claim or a check comes out, in words: by itself, and as what it does in a sentence. */
export const OUTCOME_WORDS: Readonly<
  Record<AnyOutcome, { readonly label: string; readonly does: string }>
> = {
  holds: { label: 'Holds', does: 'holds' },
  'holds-in-part': { label: 'Holds in part', does: 'holds in part' },
  fails: { label: 'Does not hold', does: 'fails' },
  undecided: { label: 'Undecided', does: 'is undecided' },
  'not-settled': { label: 'Not settled', does: 'is not settled' },
  pixels: { label: 'Pixels alone', does: 'is about pixels alone' },
  'cannot-fail': { label: 'No network could fail this', does: 'cannot fail' },
};
