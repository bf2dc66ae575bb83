import { capitalise, countNoun, joinWords } from '@layerprint/core';
import { isQuiet, sayNothingChanged } from '@layerprint/core/comparison';
import type { Diff, Finding } from '@layerprint/core/schemas/diff';
import { isOneOfMany, MANY } from './group-changes.ts';

/** What kind of thing is no longer true, from what matters most, and how a page about it begins. */
export const FINDING_WORDS: Readonly<
  Record<Finding['kind'], { name: string; headline: (count: number) => string }>
> = {
  claim: {
    name: 'Observation',
    headline: (count) => `${countNoun(count, 'observation')} changed`,
  },
  'top-class': {
    name: 'Top class',
    headline: (count) => `${countNoun(count, 'top class', 'top classes')} changed`,
  },
  'early-stopping': { name: 'Epoch kept', headline: () => 'Training ended elsewhere' },
  'dead-filters': { name: 'Dead filters', headline: () => 'Other filters are dead' },
};

/**
 * Lists what is no longer true, what matters most first. Many grids of the same layers tell of the same
 * filters: those that the article does not have are set apart.
 */
export function listFindings({ findings, figures }: Diff): {
  readonly shown: readonly Finding[];
  readonly folded: readonly Finding[];
} {
  const kinds = Object.keys(FINDING_WORDS) as Finding['kind'][];
  const sorted = kinds.flatMap((kind) => findings.filter((finding) => finding.kind === kind));
  const repeated = new Set(figures.filter(isOneOfMany).map(({ id }) => id));
  const folded = sorted.filter(({ subject }) => repeated.has(subject));
  if (folded.length <= MANY) return { shown: sorted, folded: [] };
  return { shown: sorted.filter((finding) => !folded.includes(finding)), folded };
}

/** The report's first words: the most that can be said of a comparison in one line. */
export function writeHeadline(diff: Diff): string {
  const { base, head, findings, figures, claims, others } = diff;
  if (base.status === 'failed' || head.status === 'failed') return 'Could not compare';
  const weightiest = listFindings(diff).shown[0] ?? findings[0];
  if (weightiest) {
    const { kind } = weightiest;
    return FINDING_WORDS[kind].headline(findings.filter((one) => one.kind === kind).length);
  }
  const nothing = sayNothingChanged(diff);
  if (nothing !== null) return capitalise(nothing);
  const results = Object.entries({ figures, observations: claims, 'other fields': others })
    .filter(([, things]) =>
      things.some(({ verdict }) => !isQuiet(verdict) && verdict !== 'visual-only'),
    )
    .map(([name]) => name);
  if (results.length > 0) return `${capitalise(joinWords(results))} changed, no finding did`;
  return figures.some(({ verdict, pictures }) => verdict === 'visual-only' && pictures.length > 0)
    ? 'Only pictures changed'
    : 'Only looks changed';
}
