import type { Tolerances } from '../schemas/diff.ts';
import { formatNumber, formatShape } from '@layerprint/core';
import type { PictureData } from '@layerprint/core/schemas/figure-data';
import type { PanelsDiff } from '../kinds/picture.ts';
import { decideChange, matchByName, readBoth } from './data-comparison.ts';
import type { CompareKind } from './data-comparison.ts';
import { listFieldChanges } from './field-changes.ts';
import { computeRelativeError } from './relative-error.ts';
import { joinParts, sayZeroFraction } from './wording.ts';

type Panel = PictureData['panels'][number];
interface Pair {
  readonly name: string;
  readonly base: Panel | undefined;
  readonly head: Panel | undefined;
}

/** Compares an image and what layers make of it panel by panel. Those of another model are not compared. */
export const comparePanels: CompareKind<PictureData, PanelsDiff> = (
  base,
  head,
  { models, tolerances },
) => {
  const pairs = matchByName(base.panels, head.panels, ({ name }) => name);
  const isReplaced = ({ base, head }: Pair) => {
    const { model } = (head ?? base)!;
    return model !== null && models.has(model);
  };
  const panels = pairs.map((pair) => ({
    name: pair.name,
    zeroFraction: readBoth(pair.base, pair.head, ({ zeroFraction }) => zeroFraction),
    relativeError: isReplaced(pair) ? null : measureError(pair),
  }));
  return {
    data: { kind: 'picture', panels },
    change: decideChange(
      pairs.map((pair) => {
        const error = measureError(pair);
        const isNoise = error !== null && error <= tolerances.relative;
        return { isSame: error === 0 && haveSameValues(pair), isNoise };
      }),
    ),
    sentences: pairs.flatMap((pair) =>
      isReplaced(pair) ? [] : sayPanel(pair, measureError(pair), tolerances),
    ),
    findings: [],
  };
};

function measureError({ base, head }: Pair): number | null {
  if (!head || base?.shape.join() !== head.shape.join()) return null;
  return computeRelativeError(base.values, head.values);
}

/** Differences may be too small for a relative error above 0. */
function haveSameValues({ base, head }: Pair): boolean {
  return listFieldChanges(base?.values, head?.values).length === 0;
}

function sayPanel(
  { name, base, head }: Pair,
  error: number | null,
  tolerances: Tolerances,
): string[] {
  if (error === 0) return [];
  const subject = `Panel ${name}`;
  if (!base || !head) return [`${subject}: only in the ${head ? 'head' : 'base'}.`];
  return joinParts(subject, [
    ...(base.shape.join() === head.shape.join()
      ? []
      : [`${formatShape(base.shape)} → ${formatShape(head.shape)}`]),
    ...(error === null ? [] : [`relative error ${formatNumber(error)}`]),
    ...sayZeroFraction(base.zeroFraction, head.zeroFraction, tolerances),
  ]);
}
