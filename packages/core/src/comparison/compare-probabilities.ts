import { findProbability } from '../figures/probabilities.ts';
import { formatNumber, formatShare } from '../figures/wording.ts';
import type { ProbabilitiesData } from '../schemas/figure-data.ts';
import { computeSum } from '../statistics/sums.ts';
import { decideChange, matchByName, readBoth } from './data-comparison.ts';
import type { CompareKind } from './data-comparison.ts';
import { TOLERANCES } from './tolerances.ts';
import { formatChange } from './wording.ts';

type Entry = ProbabilitiesData['models'][number];
interface Pair {
  readonly name: string;
  readonly base: Entry | undefined;
  readonly head: Entry | undefined;
}

/**
 * Compares class probabilities model by model, of one image. Another top class is another finding, however
 * close; of another model it is one too, but then no probability is set against the other's.
 */
export const compareProbabilities: CompareKind<ProbabilitiesData> = (base, head, { models }) => {
  const pairs = matchByName(base.models, head.models, ({ model }) => model);
  const isReplaced = ({ base, head }: Pair) => models.has((head ?? base)!.model);
  return {
    data: {
      kind: 'probabilities',
      trueClass: { base: base.trueClass, head: head.trueClass },
      models: pairs.map((pair) => ({
        ...measurePair(pair),
        ...(isReplaced(pair) && { totalVariation: null }),
      })),
    },
    change: decideChange(
      pairs.map((pair) => {
        const moved = measureMoved(pair);
        return { isSame: moved === 0, isNoise: moved !== null && moved <= TOLERANCES.share };
      }),
    ),
    sentences: pairs.flatMap((pair) => (isReplaced(pair) ? [] : sayPair(pair))),
    findings: pairs.filter(changesTop).map((pair) => ({
      kind: 'top-class',
      model: pair.head!.model,
      sentence: isReplaced(pair)
        ? `${head.specimen}, softmax of another ${pair.name}: top class ${pair.base!.topClass} → ${pair.head!.topClass}.`
        : `${head.specimen}, ${sayTop(pair.base!, pair.head!)}.`,
    })),
  };
};

function measurePair({ base, head }: Pair) {
  return {
    model: (head ?? base)!.model,
    topClass: readBoth(base, head, ({ topClass }) => topClass),
    topProbability: readBoth(base, head, (entry) => findProbability(entry, entry.topClass)),
    entropyBits: readBoth(base, head, ({ entropyBits }) => entropyBits),
    probabilities: readBoth(base, head, ({ probabilities }) => probabilities),
    totalVariation: measureMoved({ base, head }),
  };
}

/** Half the sum of absolute differences; null where a side lacks the model. */
function measureMoved({ base, head }: Pick<Pair, 'base' | 'head'>): number | null {
  if (!base || !head) return null;
  const sum = computeSum(base.probabilities, (p, label) =>
    Math.abs(head.probabilities[label]! - p),
  );
  return Math.min(sum / 2, 1);
}

function changesTop({ base, head }: Pair): boolean {
  return base !== undefined && head !== undefined && base.topClass !== head.topClass;
}

function sayTop(base: Entry, head: Entry): string {
  const probabilities = formatChange(
    findProbability(base, base.topClass),
    findProbability(head, head.topClass),
  );
  return `softmax of the ${head.model}: top class ${base.topClass} → ${head.topClass}, ${probabilities}`;
}

function sayPair(pair: Pair): string[] {
  const { name, base, head } = pair;
  if (!base || !head) return [`Softmax of the ${name}: only in the ${head ? 'head' : 'base'}.`];
  const moved = measureMoved(pair)!;
  if (moved === 0) return [];
  const top = changesTop(pair)
    ? `S${sayTop(base, head).slice(1)}`
    : `Softmax of the ${name}: ${head.topClass} ${formatChange(
        findProbability(base, head.topClass),
        findProbability(head, head.topClass),
      )}`;
  const entropy = `entropy ${formatNumber(base.entropyBits)} → ${formatNumber(head.entropyBits)} bits`;
  return [`${top}; ${formatShare(moved)} of the probability moved; ${entropy}.`];
}
