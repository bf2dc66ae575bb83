import { countNoun, joinWords } from '../figures/wording.ts';
import type { Diff } from '../schemas/diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';
import { isQuiet } from './verdict-words.ts';

/** What a comparison is of, one list after the other; each thing has a verdict. */
type Things = Pick<Diff, 'figures' | 'claims' | 'others'>;

/**
 * "nothing changed", or "nothing changed but noise and inputs": said where no figure, no observation and
 * no other field of the report differs beyond the tolerances.
 *
 * @returns Null where any does.
 */
export function sayNothingChanged({
  causes,
  ...things
}: Things & Pick<Diff, 'causes'>): string | null {
  const verdicts = listVerdicts(things);
  if (!verdicts.every(isQuiet)) return null;
  const exceptions = [
    ...(verdicts.includes('numeric-noise') ? ['noise'] : []),
    ...(causes.some(({ kind }) => kind !== 'unknown') ? ['inputs'] : []),
  ];
  return exceptions.length === 0
    ? 'nothing changed'
    : `nothing changed but ${joinWords(exceptions)}`;
}

/** "1 of 6 observations differs", "3 of 25 figures differ", "2 other fields differ": what differs, counted. */
export function countWhatDiffers({ figures, claims, others }: Things): string[] {
  const [claimCount, figureCount, otherCount] = [claims, figures, others].map(countMoved);
  return [
    ...sayCount(claimCount!, countNoun(claims.length, 'observation')),
    ...sayCount(figureCount!, countNoun(figures.length, 'figure')),
    ...(otherCount === 0
      ? []
      : [`${countNoun(otherCount!, 'other field')} ${otherCount === 1 ? 'differs' : 'differ'}`]),
  ];
}

function sayCount(moved: number, all: string): string[] {
  return moved === 0 ? [] : [`${moved} of ${all} ${moved === 1 ? 'differs' : 'differ'}`];
}

function countMoved(things: readonly { readonly verdict: Verdict }[]): number {
  return things.filter(({ verdict }) => !isQuiet(verdict)).length;
}

function listVerdicts({ figures, claims, others }: Things): Verdict[] {
  return [...figures, ...claims, ...others].map(({ verdict }) => verdict);
}
