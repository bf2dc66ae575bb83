import { PictureDataSchema } from '../../schemas/figure-data.ts';
import type { Measured } from '../../measured.ts';
import { readActivations } from '../activations.ts';
import { defineFigureKind } from '../figure-kind.ts';
import { findLaterActivation } from '../later-activation.ts';
import {
  computePictureData,
  describePicture,
  locatePanel,
  paintPicture,
  paintSocialPicture,
  tabulatePicture,
} from '../picture.ts';

/** An image, alone or beside what successive layers make of it. */
export const PICTURE = defineFigureKind({
  schema: PictureDataSchema,
  forms: {
    lead: (_, measured, figure) => {
      const specimen = measured.dataset.specimens[0]!.id;
      const model = measured.models[0]!;
      const layers = measured.roles.lead.map((layer) => ({
        ...readActivations(measured.layerOf(model.id, layer, specimen)),
        laterActivation: findLaterActivation(measured.runOf(model.id).layers, layer),
        model,
      }));
      const image = measured.imageOf(specimen);
      const data = computePictureData({
        figure,
        specimen,
        image,
        ...countModels(measured),
        layers,
      });
      return { model: model.id, specimen, madeFrom: [model.id], data };
    },
    specimen: (_, measured, figure) =>
      makeSpecimen(measured.dataset.specimens[0]!.id, measured, figure),
    'specimen-{specimen}': ({ specimen }, measured, figure) =>
      makeSpecimen(specimen, measured, figure),
  },
  describe: describePicture,
  tabulate: tabulatePicture,
  drawing: {
    look: 'pixels',
    paint: (data) => [
      { picture: paintPicture(data) },
      // Links to a page are shown with the picture that tells most of it.
      ...(data.panels.length > 1
        ? [{ layout: 'social', picture: paintSocialPicture(data) } as const]
        : []),
    ],
    listPlaces: (data) =>
      data.panels.map(({ name }, i) => ({ place: `the panel ${name}`, ...locatePanel(data, i) })),
  },
});

function countModels({ models }: Measured): { models: number; loaded: number } {
  return { models: models.length, loaded: models.filter(({ isLoaded }) => isLoaded).length };
}

function makeSpecimen(specimen: string, measured: Measured, figure: string) {
  const image = measured.imageOf(specimen);
  const data = computePictureData({
    figure,
    specimen,
    image,
    ...countModels(measured),
    layers: [],
  });
  return { specimen, madeFrom: [], data };
}
