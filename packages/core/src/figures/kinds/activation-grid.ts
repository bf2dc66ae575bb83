import { ActivationGridDataSchema, COLOUR_SCOPES } from '../../schemas/figure-data.ts';
import { MODEL_NAMES } from '../../schemas/scalars.ts';
import {
  computeActivationGridData,
  describeActivationGrid,
  locateTile,
  paintActivationGrid,
  tabulateActivationGrid,
} from '../activation-grid.ts';
import { readActivations } from '../activations.ts';
import { defineFigureKind } from '../figure-kind.ts';

/** The activation maps of a layer of a model for a specimen. */
export const ACTIVATION_GRID = defineFigureKind({
  schema: ActivationGridDataSchema,
  forms: {
    'activations-{layer}-{model}-{specimen}': ({ layer, model, specimen }, measured, figure) => ({
      model,
      layer,
      specimen,
      // The scope "models" takes its scale from both.
      madeFrom: MODEL_NAMES,
      data: computeActivationGridData({
        ...readActivations(measured.layerOf(model, layer, specimen)),
        figure,
        model,
        specimen,
        specimenImage: measured.imageOf(specimen),
        modelsMaximum: Math.max(
          ...MODEL_NAMES.map((name) => measured.layerOf(name, layer, specimen).measured.maximum()),
        ),
        overValidation: {
          images: measured.runs[model].validationImages,
          channels: measured.channelsOf(model, layer),
        },
      }),
    }),
  },
  describe: describeActivationGrid,
  tabulate: tabulateActivationGrid,
  drawing: {
    look: 'pixels',
    paint: (data) =>
      COLOUR_SCOPES.map((scope) => ({ scope, picture: paintActivationGrid(data, scope) })),
    listPlaces: (data) =>
      data.channels.map(({ channel }) => ({
        place: `filter ${channel}`,
        ...locateTile(data, channel),
      })),
  },
});
