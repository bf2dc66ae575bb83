import type { ClaimsFile } from '@layerprint/core/schemas/claims-file';
import { makeNpy, makeZip } from '../../packages/trainer/tests/dataset/own/make-files.ts';
import {
  GIVEN_WEIGHTS,
  makeModelFiles,
} from '../../packages/trainer/tests/experiment/weights/given-model.ts';
import {
  kerasLayer,
  kerasSequential,
} from '../../packages/network/tests/model/file/saved-models.ts';
import { folderOf, type ForeignExperiment } from './foreign-experiment.ts';

/** What an author does wrong to an experiment, and what is said of it. */
export interface BadVariant {
  /** As the end of a title: "is refused with …". */
  readonly wrong: string;
  /** Undefined where the experiment has nothing that could be wrong so. */
  readonly make: (foreign: ForeignExperiment) => ForeignExperiment | undefined;
  readonly code: RegExp;
  /** In the sentence, besides. */
  readonly says: RegExp;
}

/** TF.js knows it; nothing here trains it. */
const NOT_FOLLOWED = { type: 'lstm', units: 4 };
/** Nobody knows it. */
const INVENTED = 'hologram2d';
const ANSWER = { type: 'softmax' };
const doubles = (values: readonly number[]) =>
  new Uint8Array(Float64Array.from(values).buffer.slice(0));

/** Weights alone, of which one is of a shape that no layer has. */
const GIVEN = Object.fromEntries(
  [
    ...makeModelFiles(
      GIVEN_WEIGHTS.map((weight) =>
        weight.name === 'conv2d/kernel' ? { ...weight, shape: [5, 5, 3, 4] } : weight,
      ),
      { topology: null },
    ),
  ].map(([path, content]) => [`given/${path}`, content]),
);

const floats = await makeZip({
  'x.npy': makeNpy('<f8', [6, 8, 8], doubles(Array.from({ length: 384 }, (_, i) => i / 384))),
  'y.npy': makeNpy('|u1', [6], Uint8Array.of(0, 1, 0, 1, 0, 1)),
});

/** With its experiment changed, also to what no type allows. */
const withExperiment = (foreign: ForeignExperiment, changes: object): ForeignExperiment => ({
  ...foreign,
  experiment: { ...foreign.experiment, ...changes },
});

const claimOn = (layer: string, model: string): ClaimsFile => ({
  schemaVersion: 1,
  claims: [
    {
      id: 'one',
      sentence: 'It is mostly black.',
      checks: [{ id: 'black', measure: 'zeros', layer, model, above: 0.5 }],
    },
  ],
});

export const BAD_VARIANTS: readonly BadVariant[] = [
  {
    wrong: 'a layer that training does not follow',
    make: (foreign) =>
      withExperiment(foreign, { architecture: { layers: [NOT_FOLLOWED, ANSWER] } }),
    code: /^invalid-json$/,
    says: /architecture\.layers\.0.*Expected a layer that training follows, of conv2d, .*"lstm"/s,
  },
  {
    wrong: 'a layer that TF.js does not know',
    make: (foreign) =>
      withExperiment(foreign, { architecture: { layers: [{ type: INVENTED }, ANSWER] } }),
    code: /^invalid-json$/,
    says: /architecture\.layers\.0.*Expected a layer that training follows, of conv2d, .*"hologram2d"/s,
  },
  {
    wrong: 'a layer in a model.json that TF.js does not know',
    make: (foreign) => {
      // The file is of a network for its images.
      if (foreign.experiment.dataset.name !== 'sketch-10') return undefined;
      const layers = [kerasLayer(INVENTED, 'odd'), kerasLayer('Dense', 'dense')];
      const model = JSON.stringify(kerasSequential(layers));
      return {
        ...withExperiment(foreign, { architecture: { file: 'odd.json' } }),
        beside: { ...foreign.beside, 'odd.json': model },
      };
    },
    code: /^network-not-supported$/,
    says: /odd\.json: The layer odd is a hologram2d, and training knows /,
  },
  {
    wrong: 'a layer written nearly as one that there is',
    make: (foreign) =>
      withExperiment(foreign, {
        architecture: { layers: [{ type: 'conv2D', filters: 4, kernelSize: 3 }, ANSWER] },
      }),
    code: /^invalid-json$/,
    says: /training follows, probably "conv2d", of .*found \{"type":"conv2D"/,
  },
  {
    wrong: 'a network for another number of classes',
    make: (foreign) =>
      withExperiment(foreign, {
        architecture: {
          layers: [
            { type: 'conv2d', filters: 2, kernelSize: 3, padding: 'same' },
            { type: 'flatten' },
            { type: 'dense', units: 11, activation: 'softmax' },
          ],
        },
      }),
    code: /^network-not-supported$/,
    says: /dense_1.*11/s,
  },
  {
    wrong: 'weights of another shape',
    make: (foreign) => ({
      ...withExperiment(foreign, {
        architecture: foreign.experiment.architecture ?? 'article',
        models: [{ id: 'given', weights: { file: 'given/model.json' } }],
        recipe: undefined,
      }),
      beside: { ...foreign.beside, ...GIVEN },
    }),
    code: /^weights-do-not-fit$/,
    says: /given\/model\.json does not fit: the layer \S+ takes a \w+ of \[[\d, ]+\], and .*conv2d\/kernel (?:is )?of \[5, 5, 3, 4\]/,
  },
  {
    wrong: 'a class folder that is empty',
    make: (foreign) => {
      const { dataset } = foreign.experiment;
      if (dataset.name !== 'pictures') return undefined;
      const folder = dataset.split.by === 'folders' ? `${dataset.split.training}/` : '';
      // Names that begin with a dot are not looked at.
      return { ...foreign, data: { ...foreign.data, [`${folder}zebra/.keep`]: '' } };
    },
    code: /^data-not-supported$/,
    says: /zebra is the folder of a class and holds no picture/,
  },
  {
    wrong: 'images as float64 in an .npz',
    make: (foreign) => {
      const part = { images: { file: 'f.npz', array: 'x' }, labels: { file: 'f.npz', array: 'y' } };
      const dataset = {
        name: 'numpy',
        folder: folderOf(foreign.name),
        classNames: ['a', 'b'],
        split: { by: 'order', all: part, testImages: 2 },
      };
      return { ...withExperiment(foreign, { dataset }), data: { 'f.npz': floats } };
    },
    code: /^data-not-supported$/,
    says: /f\.npz.*float64|f\.npz.*<f8/s,
  },
  {
    wrong: 'a claim on a layer that is not there',
    make: (foreign) => ({
      ...foreign,
      claims: claimOn('conv2d_77', foreign.experiment.models[0]!.id),
    }),
    code: /^claims-do-not-fit$/,
    says: /claims\.0\.checks\.0\.layer: .*"conv2d_77"/,
  },
  {
    wrong: 'a claim on a model that is not there',
    make: (foreign) => ({ ...foreign, claims: claimOn('last', 'nobody') }),
    code: /^claims-do-not-fit$/,
    says: /claims\.0\.checks\.0\.model: .*"nobody"/,
  },
  {
    wrong: 'a figure in its article that is not there',
    make: (foreign) => ({
      ...foreign,
      article: '<Opening>It.</Opening>\n\n<Figure id="probabilitys" />\n',
    }),
    code: /^article-does-not-fit$/,
    says: /article\.mdx:3: <Figure>: .*did you mean "probabilities"\?/s,
  },
  {
    wrong: 'a specimen in its article that is not there',
    make: (foreign) => ({
      ...foreign,
      article: '<Opening>It.</Opening>\n\n<Figure layer="last" specimen="no-such-specimen" />\n',
    }),
    code: /^article-does-not-fit$/,
    says: /article\.mdx:3: <Figure>: "no-such-specimen" is no specimen of this experiment, which has /,
  },
  {
    wrong: 'a number in its article that is not there',
    make: (foreign) => ({
      ...foreign,
      article: '<Opening><Number of="parameter" /></Opening>\n',
    }),
    code: /^article-does-not-fit$/,
    says: /article\.mdx:1: <Number>: .*did you mean "parameters"\?/s,
  },
  {
    wrong: 'the role of a layer that is not there',
    make: (foreign) => withExperiment(foreign, { roles: { last: 'conv2d_99' } }),
    code: /^unknown-layer$/,
    says: /"conv2d_99"/,
  },
  {
    wrong: 'more training images than there are',
    make: (foreign) =>
      withExperiment(foreign, { models: [{ id: 'all', trainingImages: 60_000, seed: 1 }] }),
    code: /^(?:invalid-json|experiment-does-not-fit)$/,
    says: /models\.0\.trainingImages.*Expected at most \d+.*60000/s,
  },
  {
    wrong: 'a specimen of a class that is not there',
    make: (foreign) =>
      withExperiment(foreign, { specimens: { class: 'nothing', companions: 'none' } }),
    code: /^unknown-class$/,
    says: /specimens\.class is "nothing"/,
  },
];
