import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimsFile } from '@layerprint/core/schemas/claims-file';
import type { Recipe, WrittenExperiment } from '@layerprint/core/schemas/experiment';
import { placeFiles } from '../../packages/trainer/tests/dataset/own/make-files.ts';

/** Files by their paths. */
type Files = Readonly<Record<string, Uint8Array | string>>;

/** An experiment that has nothing of ours: what stands in its folder, its data, and what its pages have to say. */
export interface ForeignExperiment {
  /** Of its folder, its project and its data. */
  readonly name: string;
  /** What it is, as the end of a sentence that begins with "is built". */
  readonly built: string;
  readonly experiment: WrittenExperiment;
  readonly claims?: ClaimsFile;
  readonly article?: string;
  /** What else stands beside experiment.json. */
  readonly beside?: Files;
  /** Of its data's folder; absent where our own code draws them. */
  readonly data?: Files;
  /** Of every layer behind the image, the shape. */
  readonly shapes: readonly string[];
  /** What its first page says, and others by their paths. */
  readonly says: readonly string[];
  readonly elsewhere?: Readonly<Record<string, readonly string[]>>;
}

/** So few images, and so little training, that a build takes seconds. */
export const RECIPE: Recipe = {
  batchSize: 8,
  optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  dropoutRate: 0.5,
  maxEpochs: 1,
  earlyStoppingPatience: 1,
};

/** For experiments that are about their network. */
export const DRAWINGS: WrittenExperiment['dataset'] = {
  name: 'sketch-10',
  seed: 7,
  trainingImages: 24,
  testImages: 20,
};

/** Where the data of an experiment are, below the checkout. */
export const folderOf = (name: string): string => `data/${name}`;

/** Places what an author has: the folder of the experiment, and its data. */
export async function placeForeign(root: string, foreign: ForeignExperiment): Promise<void> {
  const { name, experiment, claims, article, beside = {}, data = {} } = foreign;
  const folder = join(root, 'experiments', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'experiment.json'), JSON.stringify(experiment));
  if (claims) await writeFile(join(folder, 'claims.json'), JSON.stringify(claims));
  if (article !== undefined) await writeFile(join(folder, 'article.mdx'), article);
  await placeFiles(folder, beside);
  await placeFiles(join(root, folderOf(name)), data);
}
