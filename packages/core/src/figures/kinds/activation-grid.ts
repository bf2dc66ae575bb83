import { ActivationGridDataSchema, COLOUR_SCOPES } from '../../schemas/figure-data.ts';
import {
  computeActivationGridData,
  describeActivationGrid,
  locateTile,
  paintActivationGrid,
  tabulateActivationGrid,
} from '../activation-grid.ts';
import { readActivations } from '../activations.ts';
import { defineFigureKind } from '../figure-kind.ts';
import { findLaterActivation } from '../later-activation.ts';

/** The activation maps of a layer of a model for a specimen. */
export const ACTIVATION_GRID = defineFigureKind({
  schema: ActivationGridDataSchema,
  forms: {
    'activations-{layer}-{model}-{specimen}': ({ layer, model, specimen }, measured, figure) => {
      const inModels = measured.models.map(
        ({ id }) => measured.layerOf(id, layer, specimen).measured,
      );
      return {
        model,
        layer,
        specimen,
        // The scope "models" takes its scale from all.
        madeFrom: measured.models.map(({ id }) => id),
        data: computeActivationGridData({
          ...readActivations(measured.layerOf(model, layer, specimen)),
          laterActivation: findLaterActivation(measured.runOf(model).layers, layer),
          figure,
          model: measured.models.find(({ id }) => id === model)!,
          specimen,
          specimenImage: measured.imageOf(specimen),
          modelsMaximum: Math.max(
            ...inModels.flatMap((values) => [values.maximum(), -values.minimum()]),
          ),
          isSigned: inModels.some((values) => values.minimum() < 0),
          overValidation: {
            images: measured.runOf(model).validationImages,
            channels: measured.channelsOf(model, layer),
          },
        }),
      };
    },
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
