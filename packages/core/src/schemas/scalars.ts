import * as z from 'zod';

/** The version every Layerprint JSON file carries; raised when a reader of the old shape would be wrong. */
export const SCHEMA_VERSION = 1;
export const SchemaVersionSchema = z.literal(SCHEMA_VERSION);

/** A seed of a random generator: an unsigned 32-bit integer. Zero is a seed like any other. */
export const SeedSchema = z.int().min(0).max(0xffff_ffff);

/** Lower-case hexadecimal sha256. */
export const Sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'Expected a sha256 in lower-case hex');

/**
 * A name that is safe in a path, a URL and an HTML id. File names are made of it, and these may have 255
 * bytes with all that is put before and behind.
 */
export const SLUG = /^[a-z0-9][a-z0-9_-]{0,99}$/;
export const SlugSchema = z
  .string()
  .regex(SLUG, 'Expected at most 100 lower-case letters, digits, "-" and "_"');

/** The name of a file in the folder of the file that holds it. */
export const FileNameSchema = z
  .string()
  .regex(/^(?!\.\.?$)[A-Za-z0-9._-]{1,150}$/, 'Expected the name of a file, without a folder');

/** A path below the folder of the file that holds it: forward slashes, never `..`. */
export const RelativePathSchema = z
  .string()
  .max(400)
  .regex(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[A-Za-z0-9._-]{1,150}(?:\/[A-Za-z0-9._-]{1,150})*$/,
    'Expected a relative path without "..", of names with at most 150 letters a to z, digits, ".", "_" and "-"',
  );

/** What something is called, in words: a layer, a series, a version, a unit; it may be in any language. */
export const NameSchema = z.string().max(200);

/** Sentences, made from data. */
export const TextSchema = z.string().max(10_000);

/**
 * What a model of an experiment is called in paths, addresses and data. Ids of figures are made of it and of
 * the names of layer and specimen, and so it is shorter than other slugs.
 */
export const ModelIdSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,39}$/,
    'Expected at most 40 lower-case letters, digits, "-" and "_", the first a letter or a digit',
  );
export type ModelId = z.infer<typeof ModelIdSchema>;

/** Sorts a record's keys by code unit, so that the same content always gives the same JSON. */
export function sortKeys<T extends object>(record: T): T {
  const entries = Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries) as T;
}

/** Source files, sha256 by path: what tells which of the code differs. */
export const CodeFilesSchema = z.record(NameSchema, Sha256Schema).overwrite(sortKeys);

/** Which TF.js backend computes. */
export const BackendNameSchema = z.enum(['layerprint', 'cpu', 'node']);
export type BackendName = z.infer<typeof BackendNameSchema>;

/** Which backend has computed: one of ours, or TF.js's WebAssembly backend, which trained older reports. */
export const RecordedBackendNameSchema = z.enum([...BackendNameSchema.options, 'wasm']);

/** A share of a whole, from 0 to 1. */
export const FractionSchema = z.number().min(0).max(1);

/**
 * The smallest number that float32 holds with all its digits. Models are trained in float32: below it a
 * rate is rounded, in the end to zero, and not by every engine alike.
 */
const SMALLEST_FLOAT32 = 2 ** -126;
/** Above it, float32 has only infinity. */
const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** A number that training can compute with; there is one zero. */
export const Float32Schema = z
  .number()
  .min(-LARGEST_FLOAT32)
  .max(LARGEST_FLOAT32)
  .refine(
    (value) => value === 0 || Math.abs(value) >= SMALLEST_FLOAT32,
    'Expected a number that float32 holds with all its digits, from 1.18e-38 on',
  )
  .overwrite((value) => (value === 0 ? 0 : value));

/** A share of what there is, never all of it. */
export const ShareBelowOneSchema = Float32Schema.min(0).refine(
  (value) => Math.fround(value) < 1,
  'Expected a number below 1, also when it is rounded to float32',
);
