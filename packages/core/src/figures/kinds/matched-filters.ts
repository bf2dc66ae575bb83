import type { Measured } from '../../measured.ts';
import type { NamedModel } from '../../schemas/experiment.ts';
import { MatchedFiltersDataSchema } from '../../schemas/figure-data.ts';
import type { ModelId } from '../../schemas/scalars.ts';
import { defineFigureKind } from '../figure-kind.ts';
import {
  computeMatchedFiltersData,
  locatePair,
  paintMatchedFilters,
  tabulateMatchedFilters,
} from '../matched-filters.ts';
import { describeMatchedFilters } from '../matched-filters-text.ts';

/** The filters of a convolution in the first model, each beside its partner in another. */
export const MATCHED_FILTERS = defineFigureKind({
  schema: MatchedFiltersDataSchema,
  forms: {
    'matched-{layer}-{model}': ({ layer, model }, measured, figure) => {
      const { models, runOf, comparedLayerOf } = measured;
      const first = models[0]!;
      const again = findAgain(measured, first, model);
      const [height, width] = runOf(first.id).layers.find(({ name }) => name === layer)!
        .outputShape as [number, number];
      const data = computeMatchedFiltersData({
        figure,
        layer,
        first,
        other: models.find(({ id }) => id === model)!,
        places: height * width,
        dead: {
          first: listDead(measured, first.id, layer),
          other: listDead(measured, model, layer),
        },
        compared: comparedLayerOf(layer, model),
        again: again && { model: again, compared: comparedLayerOf(layer, again.id) },
      });
      return { layer, madeFrom: [first.id, model, ...(again ? [again.id] : [])], data };
    },
  },
  describe: describeMatchedFilters,
  tabulate: tabulateMatchedFilters,
  drawing: {
    look: 'pixels',
    paint: (data) => [{ picture: paintMatchedFilters(data) }],
    listPlaces: (data) =>
      data.pairs.map(({ first, other }, place) => ({
        place: `filters ${first} and ${other}`,
        ...locatePair(data, place),
      })),
  },
});

/** A model that was trained as the first was, but from another beginning: no two are more alike than two of these. */
function findAgain(
  { models, runOf }: Measured,
  { id: first }: NamedModel,
  other: ModelId,
): NamedModel | undefined {
  const { plan } = runOf(first);
  if (!('choice' in plan)) return undefined;
  const describe = ({ choice, recipe }: typeof plan): string =>
    JSON.stringify([choice.trainingImages, recipe]);
  return models.find(({ id }) => {
    const again = runOf(id).plan;
    return (
      id !== other &&
      'choice' in again &&
      again.choice.seed !== plan.choice.seed &&
      describe(again) === describe(plan)
    );
  });
}

function listDead({ channelsOf, runOf }: Measured, model: ModelId, layer: string): number[] {
  const { validationImages } = runOf(model);
  return channelsOf(model, layer).flatMap(({ silentImages }, filter) =>
    silentImages === validationImages ? [filter] : [],
  );
}
