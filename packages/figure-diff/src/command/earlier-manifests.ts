import * as z from 'zod';
import type { EarlierManifests } from '@layerprint/artifacts';
import { hashSha256 } from '@layerprint/artifacts/files';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { DatasetChoiceSchema } from '@layerprint/core/schemas/dataset-choice';
import {
  EXPERIMENT_VERSION,
  ExperimentSchema,
  RecipeSchema,
  SpecimenChoiceSchema,
  TrainedModelSchema,
} from '@layerprint/core/schemas/experiment';
import { MANIFEST_VERSION, ManifestSchema } from '@layerprint/core/schemas/manifest';
import { SlugSchema } from '@layerprint/core/schemas/scalars';

const ChoiceSchema = TrainedModelSchema.pick({ trainingImages: true, seed: true });

/** An experiment of version 1: of two models, called so in all of the code. */
const FirstExperimentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  profile: SlugSchema,
  dataset: DatasetChoiceSchema,
  models: z.strictObject({ benchmark: ChoiceSchema, dummy: ChoiceSchema }),
  recipe: RecipeSchema,
  specimens: SpecimenChoiceSchema,
});

/** Version 4 is today's but for the experiment in it, and for the hashes that are over it. */
const FourthManifestSchema = z
  .looseObject({
    schemaVersion: z.literal(4),
    experiment: FirstExperimentSchema,
    figures: z.array(z.looseObject({ chain: z.looseObject({}) })),
  })
  .transform(({ experiment, figures, ...manifest }): z.input<typeof ManifestSchema> => {
    const { profile, dataset, models, recipe, specimens } = experiment;
    const today = {
      schemaVersion: EXPERIMENT_VERSION,
      dataset,
      models: Object.entries(models).map(([id, choice]) => ({ id, ...choice })),
      recipe,
      specimens,
    } as const;
    // As a report of the same experiment has it today: what is asked for is the same.
    const canonical = stringifyCanonicalJson(ExperimentSchema, today, 'the experiment');
    const experimentHash = hashSha256(canonical);
    const chained = figures.map(({ chain, ...figure }) => ({
      ...figure,
      chain: { ...chain, experimentHash },
    }));
    const raised = { ...manifest, profile, experiment: today, experimentHash, figures: chained };
    // All of it is checked by what it is piped into.
    return { ...raised, schemaVersion: MANIFEST_VERSION } as unknown as z.input<
      typeof ManifestSchema
    >;
  })
  .pipe(ManifestSchema);

/** Manifests of earlier versions that can be compared, by their version; each is read as what it would be today. */
export const EARLIER_MANIFESTS: EarlierManifests = { 4: FourthManifestSchema };
