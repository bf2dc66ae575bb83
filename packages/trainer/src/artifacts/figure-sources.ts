import type { DatasetManifest } from '@layerprint/core/schemas/dataset';
import type { Run } from '@layerprint/core/schemas/run';
import type { ModelName } from '@layerprint/core/schemas/scalars';
import type { Measurements } from './measure-models.ts';

/** All that figures are made from. */
export interface FigureSources {
  readonly dataset: DatasetManifest;
  readonly runs: Readonly<Record<ModelName, Run>>;
  readonly measurements: Measurements;
  /** Bytes, `[specimens, 32, 32, 3]`, in the data set's order: the main specimen first. */
  readonly specimenPixels: Uint8Array;
}
