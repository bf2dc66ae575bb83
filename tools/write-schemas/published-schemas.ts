import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { ClaimsFileSchema } from '@layerprint/core/schemas/claims-file';
import { ExperimentFileSchema } from '@layerprint/core/schemas/experiment';
import { StudyFileSchema } from '@layerprint/core/schemas/study';

/** The files that authors write, and where editors find what may stand in them, relative to the workspace. */
export const PUBLISHED = [
  {
    path: 'experiments/experiment.schema.json',
    title: 'What an experiment trains and shows',
    schema: ExperimentFileSchema,
  },
  {
    path: 'experiments/claims.schema.json',
    title: 'What an experiment claims',
    schema: ClaimsFileSchema,
  },
  {
    path: 'experiments/study.schema.json',
    title: 'What a study trains',
    schema: StudyFileSchema,
  },
] as const;

/**
 * Makes the JSON Schema of a file, in the draft that editors know best. What no JSON Schema can say, such as that a
 * data set has as many images as are asked for, the plan task says.
 */
export async function makeJsonSchema({
  path,
  title,
  schema,
}: (typeof PUBLISHED)[number]): Promise<string> {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    reused: 'ref',
  });
  const config = await resolveConfig(path);
  return format(JSON.stringify({ $schema, title, ...rest }), { ...config, filepath: path });
}
