import { capitalise } from '../figures/wording.ts';
import { measureOf } from '../claims/measures/table.ts';
import { PIXELS, type Quantity } from '../claims/quantity.ts';
import type { StudyLine } from '../schemas/study-record.ts';
import type { SizeCurve } from '../schemas/study-verdicts.ts';
import { estimateMean } from './estimate-mean.ts';
import { readQuantity } from './pair-rule.ts';
import type { Draw } from './settle-checks.ts';

const ACCURACY: Quantity = { measure: 'accuracy' };

/**
 * Gathers every measure of the claims by the number of training images: the models of the sizes, and those of the
 * pairs that differ from them in nothing else. The accuracy comes first, whether anything is claimed of it or not.
 *
 * @param alike Models of the experiment that are trained as its first is, by id, that one among them.
 */
export function listSizeCurves(
  quantities: readonly Quantity[],
  alike: readonly string[],
  lines: readonly StudyLine[],
  draw: Draw,
): SizeCurve[] {
  const groups = Map.groupBy(
    lines.filter(
      ({ part, model }) => part === 'sizes' || (part === 'pairs' && alike.includes(model)),
    ),
    ({ part, model, trainingImages }) => `${trainingImages} ${part} ${model}`,
  );
  const others = quantities.filter(
    ({ measure, layer, from }) => measure !== 'accuracy' && layer !== PIXELS && from === undefined,
  );
  return [ACCURACY, ...others].map((quantity, i) => {
    const { measure, layer } = quantity;
    const { noun, unit } = measureOf(measure);
    const what = capitalise(noun.replace(/^the /, ''));
    return {
      id: `size-${i}-${measure}`,
      name: layer === undefined ? what : `${what} of ${layer}`,
      unit,
      points: [...groups.values()]
        .map((group) => gather(quantity, group, draw))
        .toSorted((a, b) => a.trainingImages - b.trainingImages),
    };
  });
}

function gather(
  quantity: Quantity,
  lines: readonly StudyLine[],
  draw: Draw,
): SizeCurve['points'][number] {
  const { trainingImages, model, part } = lines[0]!;
  const readings = lines.map((line) =>
    quantity.measure === 'accuracy'
      ? line.accuracy
      : (readQuantity(line, quantity)?.validation ?? null),
  );
  const values = readings.filter((value) => value !== null);
  return {
    trainingImages,
    model,
    part: part === 'sizes' ? part : 'pairs',
    values,
    undefined: readings.length - values.length,
    mean: estimateMean(values, draw),
  };
}
