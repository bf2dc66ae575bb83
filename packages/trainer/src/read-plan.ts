import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { hashSha256 } from '@layerprint/artifacts/files';
import { ModelPlanSchema, type ModelPlan } from '@layerprint/core/schemas/plan';
import { readSealedJson } from '@layerprint/artifacts/sealed-folder';

/**
 * Reads a plan as the plan task wrote it.
 *
 * @param path Its place in a layout.
 * @throws {LayerprintError} `file-not-found`, `damaged` or `invalid-json`.
 */
export function readPlan<S extends z.ZodType>(schema: S, path: string): Promise<z.output<S>> {
  return readSealedJson(schema, dirname(path), basename(path));
}

/** What a run says of the plan it was made by. */
export function hashModelPlan(plan: ModelPlan): string {
  return hashSha256(stringifyCanonicalJson(ModelPlanSchema, plan, 'the plan'));
}
