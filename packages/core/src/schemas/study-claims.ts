import * as z from 'zod';
import { WrittenCheckSchema } from './claims-file.ts';
import { RolesChoiceSchema } from './experiment.ts';
import { ModelIdSchema, SchemaVersionSchema } from './scalars.ts';

/** `study/plan/claims.json`: what the claims ask of a model, without their words. Whatever they are called, it is measured alike. */
export const StudyClaimsSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  /** Those that checks may be about. */
  models: z.array(ModelIdSchema),
  roles: RolesChoiceSchema.optional(),
  checks: z.array(WrittenCheckSchema),
});
export type StudyClaims = z.infer<typeof StudyClaimsSchema>;
