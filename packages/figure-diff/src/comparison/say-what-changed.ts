import { joinWords } from '@layerprint/core';
import type { Diff } from '../schemas/diff.ts';
import type { Verdict } from '../schemas/figure-diff.ts';
import { isQuiet } from './verdict-words.ts';

/** What a comparison is of, one list after the other; each thing has a verdict. */
type Things = Pick<Diff, 'figures' | 'claims' | 'study' | 'others'>;

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

function listVerdicts({ figures, claims, study, others }: Things): Verdict[] {
  return [...figures, ...claims, ...study, ...others].map(({ verdict }) => verdict);
}
