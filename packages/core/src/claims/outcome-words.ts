import type { Claim } from '../schemas/claim.ts';

/** How a claim or a check comes out, in words: by itself, and as what it does in a sentence. */
export const OUTCOME_WORDS: Readonly<
  Record<Claim['outcome'], { readonly label: string; readonly does: string }>
> = {
  holds: { label: 'Holds', does: 'holds' },
  'holds-in-part': { label: 'Holds in part', does: 'holds in part' },
  fails: { label: 'Does not hold', does: 'fails' },
  undecided: { label: 'Undecided', does: 'is undecided' },
  'cannot-fail': { label: 'No network could fail this', does: 'cannot fail' },
};
