import * as z from 'zod';
import { SchemaVersionSchema, Sha256Schema } from './scalars.ts';

/** `packages/backend/dist/kernels.json`: what the kernels beside it were compiled from. */
export const CompiledKernelsSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  /** sha256 over the sources of the kernels. */
  codeHash: Sha256Schema,
});

/** `dist/<profile>/site/rendered.json`: what a site was rendered from. */
export const RenderedSiteSchema = z.strictObject({
  schemaVersion: SchemaVersionSchema,
  /** sha256 over the code that makes pages. */
  codeHash: Sha256Schema,
  /** Where the site is to be published, as far as it was said. */
  address: z.strictObject({ basePath: z.string(), origin: z.string().nullable() }),
  /** The page of the commit, with places for what depends on it: what a build makes that page of. */
  sourcePage: z.string(),
});
export type RenderedSite = z.infer<typeof RenderedSiteSchema>;
