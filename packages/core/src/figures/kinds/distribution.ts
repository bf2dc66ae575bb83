import type { Measured } from '../../measured.ts';
import { DistributionDataSchema } from '../../schemas/figure-data.ts';
import type { DistributionData, LaterActivation } from '../../schemas/figure-data.ts';
import {
  computeActivationDistributionData,
  computePixelDistributionData,
  PIXEL_VALUES,
  tabulateDistribution,
} from '../distribution.ts';
import { specifyActivationDistribution } from '../distribution-chart.ts';
import { describeActivationDistribution, describePixelDistribution } from '../distribution-text.ts';
import { defineFigureKind } from '../figure-kind.ts';
import { specifyPixelDistribution } from '../pixel-distribution-chart.ts';
import { findLaterActivation } from '../later-activation.ts';
import { countNoun } from '../wording.ts';

const OF_ACTIVATIONS = {
  describe: describeActivationDistribution,
  specify: specifyActivationDistribution,
};
const OF_PIXELS = { describe: describePixelDistribution, specify: specifyPixelDistribution };

/** How values are distributed: the models' activations of a layer, or the pixels of the main specimen. */
export const DISTRIBUTION = defineFigureKind({
  schema: DistributionDataSchema,
  forms: {
    'distribution-{layer}': ({ layer }, measured, figure) => {
      const specimen = measured.dataset.specimens[0]!.id;
      const data = computeActivationDistributionData({
        figure,
        layer,
        laterActivation: findLater(measured, layer),
        over: `the specimen ${specimen}`,
        models: measured.models.map((model) => ({
          model,
          activations: measured.layerOf(model.id, layer, specimen).measured,
        })),
      });
      return { layer, specimen, madeFrom: measured.models.map(({ id }) => id), data };
    },
    'distribution-{layer}-validation': ({ layer }, measured, figure) => {
      const data = computeActivationDistributionData({
        figure,
        layer,
        laterActivation: findLater(measured, layer),
        over: countNoun(
          measured.runOf(measured.models[0]!.id).validationImages,
          'validation image',
        ),
        models: measured.models.map((model) => ({
          model,
          activations: measured.lastOverValidation(model.id),
        })),
      });
      return { layer, madeFrom: measured.models.map(({ id }) => id), data };
    },
    pixels: (_, measured, figure) => {
      const specimen = measured.dataset.specimens[0]!.id;
      const data = computePixelDistributionData({
        figure,
        over: `the specimen ${specimen}`,
        image: measured.imageOf(specimen),
        measured: measured.pixelValuesOf(specimen),
      });
      return { specimen, madeFrom: [], data };
    },
  },
  describe: (data) => findWords(data).describe(data),
  tabulate: tabulateDistribution,
  drawing: {
    look: 'chart',
    specify: (data, theme, layout) => findWords(data).specify(data, theme, layout),
  },
});

/** All models have the same layers. */
function findLater({ models, runOf }: Measured, layer: string): LaterActivation | undefined {
  return findLaterActivation(runOf(models[0]!.id).layers, layer);
}

function findWords({ quantity }: DistributionData) {
  return quantity === PIXEL_VALUES ? OF_PIXELS : OF_ACTIVATIONS;
}
