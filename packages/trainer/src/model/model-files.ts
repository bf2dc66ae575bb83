import * as z from 'zod';

/** The files of a model in TF.js layers format. */
export const MODEL_FILE = 'model.json';
export const WEIGHTS_FILE = 'weights.bin';

/** `model.json` as TF.js reads it, from any URL or folder. The topology is TF.js's own matter. */
export const ModelFileSchema = z.strictObject({
  format: z.literal('layers-model'),
  generatedBy: z.string(),
  convertedBy: z.null(),
  modelTopology: z.record(z.string(), z.json()),
  weightsManifest: z.tuple([
    z.strictObject({
      paths: z.tuple([z.literal(WEIGHTS_FILE)]),
      weights: z.array(
        z.strictObject({
          name: z.string(),
          shape: z.array(z.int().positive()),
          dtype: z.literal('float32'),
        }),
      ),
    }),
  ]),
});
export type ModelFile = z.infer<typeof ModelFileSchema>;
