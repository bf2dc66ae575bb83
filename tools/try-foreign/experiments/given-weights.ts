import { makePng } from '../../../packages/trainer/tests/dataset/own/make-files.ts';
import { makeModelFiles } from '../../../packages/trainer/tests/experiment/weights/given-model.ts';
import { DRAWINGS, type ForeignExperiment } from '../foreign-experiment.ts';

const [early, late] = [32_768, 16_384].map((shardBytes) =>
  makeModelFiles(undefined, { shardBytes }),
);
const below = (folder: string, files: ReadonlyMap<string, Uint8Array>) =>
  Object.fromEntries([...files].map(([path, content]) => [`${folder}/${path}`, content]));

/** Network and weights as the converter of TF.js makes them of what Keras 3 has saved; nothing is trained. */
export const givenWeights: ForeignExperiment = {
  name: 'given-weights',
  built: 'of models converted from Keras 3, with their weights and no training',
  experiment: {
    schemaVersion: 2,
    dataset: DRAWINGS,
    architecture: { file: 'early/model.json' },
    models: [
      { id: 'early', weights: { file: 'early/model.json' } },
      { id: 'late', name: 'late one', weights: { file: 'late/model.json' } },
    ],
    specimens: { file: 'holiday.png', companions: [{ testIndex: 3 }] },
  },
  beside: {
    ...below('early', early!),
    ...below('late', late!),
    'holiday.png': makePng(50, 40, (x, y) => [x * 5, y * 6, 120]),
  },
  shapes: ['32,32,4', '32,32,4', '16,16,4', '16,16,4', '1024', '1024', '10'],
  elsewhere: { 'provenance/': ['None was trained here', 'early/model.json'] },
  says: [
    'Two networks of one architecture, with weights from files',
    'Both networks were measured on small pictures',
  ],
};
