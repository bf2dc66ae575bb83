import type { MatchedFiltersData } from '@layerprint/core/schemas/figure-data';
import type { MatchedFiltersDiff } from '../kinds/matched-filters.ts';
import type { Tolerances } from '../schemas/diff.ts';
import type { CompareKind, DataChange } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import { isCloseShare } from './tolerances.ts';
import { formatChange, joinParts, nameSome } from './wording.ts';

type Values = MatchedFiltersDiff['score'];

/**
 * Compares which filters of two models belong together, and how much. Where one of the models is another, its filters
 * are others: then the layers as a whole stand beside each other, and no filter does.
 */
export const compareMatchedFilters: CompareKind<MatchedFiltersData, MatchedFiltersDiff> = (
  base,
  head,
  { models, tolerances },
) => {
  const isReplaced = models.has(head.first.model) || models.has(head.other.model);
  const isElsewhere = base.first.model !== head.first.model;
  const pairs = isReplaced || isElsewhere ? [] : comparePairs(base, head);
  const score = { base: base.trained.score, head: head.trained.score };
  const cka = { base: base.trained.cka, head: head.trained.cka };
  const moved = pairs.filter(({ partner }) => partner.base !== partner.head);
  const subject = `${head.layer}, ${head.first.model} and ${head.other.model}`;
  return {
    data: { kind: 'matched-filters', score, cka, pairs },
    change: decide(base, head, tolerances),
    sentences: isReplaced
      ? []
      : isElsewhere
        ? [
            `${head.layer}, ${head.other.model}: matched with ${base.first.model} → ${head.first.model}.`,
          ]
        : joinParts(subject, [
            ...say('mean correlation of partners', score, tolerances),
            ...say('CKA', cka, tolerances),
            ...(moved.length === 0
              ? []
              : [
                  `another partner for ${nameSome(
                    'filter',
                    moved.map(({ first }) => first),
                  )}`,
                ]),
          ]),
    findings: [],
  };
};

function comparePairs(base: MatchedFiltersData, head: MatchedFiltersData) {
  const [before, after] = [base, head].map(
    ({ pairs }) => new Map(pairs.map((pair) => [pair.first, pair])),
  );
  const filters = [...new Set([...before!.keys(), ...after!.keys()])].toSorted((a, b) => a - b);
  return filters.map((first) => {
    const [was, is] = [before!.get(first), after!.get(first)];
    return {
      first,
      partner: { base: was?.other ?? null, head: is?.other ?? null },
      r: { base: was?.r ?? null, head: is?.r ?? null },
    };
  });
}

/** All numbers are correlations or whole numbers: where each moved by less than the tolerance of shares, it is noise. */
function decide(
  base: MatchedFiltersData,
  head: MatchedFiltersData,
  tolerances: Tolerances,
): DataChange {
  const [before, after] = [base, head].map((data) => withoutNames(data));
  const changes = listFieldChanges(before, after);
  if (changes.length === 0) return 'none';
  const isNoise = changes.every(
    ({ base: was, head: is }) =>
      typeof was === 'number' && typeof is === 'number' && isCloseShare(was, is, tolerances),
  );
  return isNoise ? 'noise' : 'data';
}

/** What captions call the models is no matter of their filters. */
function withoutNames({ first, other, ceiling, ...data }: MatchedFiltersData) {
  const withoutName = (model: object) => ({ ...model, modelName: null });
  return {
    ...data,
    figure: null,
    of: [first, other, ceiling].map((model) => model && withoutName(model)),
  };
}

function say(name: string, { base, head }: Values, tolerances: Tolerances): string[] {
  if (base === null || head === null || isCloseShare(base, head, tolerances)) return [];
  return [`${name} ${formatChange(base, head)}`];
}
