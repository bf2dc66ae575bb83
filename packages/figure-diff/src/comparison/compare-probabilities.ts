import {
  computeSum,
  findProbability,
  formatNumber,
  formatShare,
  listClasses,
} from '@layerprint/core';
import type { ProbabilitiesData } from '@layerprint/core/schemas/figure-data';
import type { ProbabilitiesDiff } from '../kinds/probabilities.ts';
import { decideChange, matchByName, readBoth } from './data-comparison.ts';
import type { CompareKind } from './data-comparison.ts';
import { formatChange } from './wording.ts';

type Entry = ProbabilitiesData['models'][number];
type Sides = Readonly<Record<'base' | 'head', ProbabilitiesData>>;
interface Pair {
  readonly name: string;
  readonly base: Entry | undefined;
  readonly head: Entry | undefined;
}

/**
 * Compares class probabilities model by model, of one image. Another top class is another finding, however
 * close; of another model it is one too, but then no probability is set against the other's. Nor is one where
 * the classes are others.
 */
export const compareProbabilities: CompareKind<ProbabilitiesData, ProbabilitiesDiff> = (
  base,
  head,
  { models, tolerances },
) => {
  const sides: Sides = { base, head };
  const pairs = matchByName(base.models, head.models, ({ model }) => model);
  const isReplaced = ({ base, head }: Pair) => models.has((head ?? base)!.model);
  const classNames = [...new Set([...listClasses(base), ...listClasses(head)])];
  return {
    data: {
      kind: 'probabilities',
      classNames,
      trueClass: { base: base.trueClass ?? null, head: head.trueClass ?? null },
      models: pairs.map((pair) => ({
        ...measurePair(sides, pair, classNames),
        ...(isReplaced(pair) && { totalVariation: null }),
      })),
    },
    change: decideChange(
      pairs.map((pair) => {
        const moved = measureMoved(sides, pair);
        return { isSame: moved === 0, isNoise: moved !== null && moved <= tolerances.share };
      }),
    ),
    sentences: pairs.flatMap((pair) => (isReplaced(pair) ? [] : sayPair(sides, pair))),
    findings: pairs.filter(changesTop).map((pair) => ({
      kind: 'top-class',
      model: pair.head!.model,
      sentence: isReplaced(pair)
        ? `${head.specimen}, softmax of another ${pair.name}: top class ${pair.base!.topClass} → ${pair.head!.topClass}.`
        : `${head.specimen}, ${sayTop(sides, pair.base!, pair.head!)}.`,
    })),
  };
};

function measurePair(sides: Sides, { base, head }: Pair, classNames: readonly string[]) {
  const readSide = <T>(read: (side: keyof Sides, entry: Entry) => T) => ({
    base: base ? read('base', base) : null,
    head: head ? read('head', head) : null,
  });
  return {
    model: (head ?? base)!.model,
    topClass: readBoth(base, head, ({ topClass }) => topClass),
    topProbability: readSide((side, entry) => findProbability(sides[side], entry, entry.topClass)),
    entropyBits: readBoth(base, head, ({ entropyBits }) => entropyBits),
    probabilities: readSide((side, entry) =>
      classNames.map((name) => entry.probabilities[listClasses(sides[side]).indexOf(name)] ?? null),
    ),
    totalVariation: measureMoved(sides, { base, head }),
  };
}

/** Half the sum of absolute differences; null where a side lacks the model, or has other classes. */
function measureMoved(sides: Sides, { base, head }: Pick<Pair, 'base' | 'head'>): number | null {
  if (!base || !head || !haveSameClasses(sides)) return null;
  const sum = computeSum(base.probabilities, (p, label) =>
    Math.abs(head.probabilities[label]! - p),
  );
  return Math.min(sum / 2, 1);
}

function haveSameClasses({ base, head }: Sides): boolean {
  return listClasses(base).join('\n') === listClasses(head).join('\n');
}

function changesTop({ base, head }: Pair): boolean {
  return base !== undefined && head !== undefined && base.topClass !== head.topClass;
}

function sayTop(sides: Sides, base: Entry, head: Entry): string {
  const probabilities = formatChange(
    findProbability(sides.base, base, base.topClass),
    findProbability(sides.head, head, head.topClass),
  );
  return `softmax of the ${head.model}: top class ${base.topClass} → ${head.topClass}, ${probabilities}`;
}

function sayPair(sides: Sides, pair: Pair): string[] {
  const { name, base, head } = pair;
  if (!base || !head) return [`Softmax of the ${name}: only in the ${head ? 'head' : 'base'}.`];
  const moved = measureMoved(sides, pair);
  if (moved === 0) return [];
  const top = changesTop(pair)
    ? `S${sayTop(sides, base, head).slice(1)}`
    : `Softmax of the ${name}: ${head.topClass} ${formatChange(
        findProbability(sides.base, base, head.topClass),
        findProbability(sides.head, head, head.topClass),
      )}`;
  const entropy = `entropy ${formatNumber(base.entropyBits)} → ${formatNumber(head.entropyBits)} bits`;
  const much =
    moved === null ? 'the classes are others' : `${formatShare(moved)} of the probability moved`;
  return [`${top}; ${much}; ${entropy}.`];
}
