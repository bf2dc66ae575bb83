import { DistributionDataSchema } from '../../schemas/figure-data.ts';
import type { DistributionData } from '../../schemas/figure-data.ts';
import { forModels } from '../../for-models.ts';
import { MODEL_NAMES } from '../../schemas/scalars.ts';
import {
  computeActivationDistributionData,
  computePixelDistributionData,
  tabulateDistribution,
} from '../distribution.ts';
import { specifyActivationDistribution } from '../distribution-chart.ts';
import { describeActivationDistribution, describePixelDistribution } from '../distribution-text.ts';
import { defineFigureKind } from '../figure-kind.ts';
import { specifyPixelDistribution } from '../pixel-distribution-chart.ts';
import { countNoun } from '../wording.ts';

const OF_ACTIVATIONS = {
  describe: describeActivationDistribution,
  specify: specifyActivationDistribution,
};
const OF_PIXELS = { describe: describePixelDistribution, specify: specifyPixelDistribution };

/** How values are distributed: both models' activations of a layer, or the pixels of the main specimen. */
export const DISTRIBUTION = defineFigureKind({
  schema: DistributionDataSchema,
  forms: {
    'distribution-{layer}': ({ layer }, measured, figure) => {
      const specimen = measured.dataset.specimens[0]!.id;
      const data = computeActivationDistributionData({
        figure,
        layer,
        over: `the specimen ${specimen}`,
        activations: forModels((model) => measured.layerOf(model, layer, specimen).measured),
      });
      return { layer, specimen, madeFrom: MODEL_NAMES, data };
    },
    'distribution-{layer}-validation': ({ layer }, measured, figure) => {
      const data = computeActivationDistributionData({
        figure,
        layer,
        over: countNoun(measured.runs.benchmark.validationImages, 'validation image'),
        activations: forModels(measured.lastOverValidation),
      });
      return { layer, madeFrom: MODEL_NAMES, data };
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

function findWords({ series }: DistributionData) {
  return series.some(({ name }) => name === 'all') ? OF_PIXELS : OF_ACTIVATIONS;
}
