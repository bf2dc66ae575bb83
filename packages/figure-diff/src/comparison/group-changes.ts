import type { Diff } from '../schemas/diff.ts';
import { VERDICTS } from '../schemas/figure-diff.ts';
import type { FigureDiff, Verdict } from '../schemas/figure-diff.ts';
import { isQuiet } from './verdict-words.ts';

/** The figures of one verdict. */
export interface ChangeGroup {
  readonly verdict: Verdict;
  /** Figures of the article, and all that are not one grid of many. */
  readonly shown: readonly FigureDiff[];
  /** Further grids: dozens change together, so they are folded. */
  readonly folded: readonly FigureDiff[];
}

/** More grids, or findings in them, than this are folded away. */
export const MANY = 6;

/**
 * Groups the figures that changed by verdict, the weightiest first; a verdict without figures is left out.
 * The page and the comment tell them in this order.
 */
export function groupChanges(diff: Diff): ChangeGroup[] {
  return groupBy(diff, (verdict) => !isQuiet(verdict));
}

/** Groups the figures that did not change, or by less than the tolerances. */
export function groupQuiet(diff: Diff): ChangeGroup[] {
  return groupBy(diff, isQuiet);
}

function groupBy({ figures }: Diff, isWanted: (verdict: Verdict) => boolean): ChangeGroup[] {
  return VERDICTS.filter(isWanted).flatMap((verdict) => {
    const ofVerdict = figures.filter((figure) => figure.verdict === verdict);
    const [shown, folded] = [
      ofVerdict.filter((figure) => !isOneOfMany(figure)),
      ofVerdict.filter(isOneOfMany),
    ];
    return ofVerdict.length === 0 ? [] : [{ verdict, shown, folded }];
  });
}

/** Whether a figure is one of the dozens of grids that the article does not have. */
export function isOneOfMany({ kind, number }: FigureDiff): boolean {
  return number === null && kind === 'activation-grid';
}
