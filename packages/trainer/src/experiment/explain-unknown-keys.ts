import { LayerprintError } from '@layerprint/core/errors';
import { shorten } from '@layerprint/core/json-text';
import { findNearestName } from '@layerprint/core/nearest-name';
import { expandUnions } from '@layerprint/core/union-issues';
import * as z from 'zod';

/** More are the keys of some other file, and nobody reads of each what it could have been. */
const MOST_KEYS = 5;

/** Tells of keys that an author's file has and no such file can have which are probably meant. */
export function explainUnknown(error: unknown, schema: z.ZodType): unknown {
  if (!(error instanceof LayerprintError) || !(error.cause instanceof z.ZodError)) return error;
  const sentences = explainUnknownKeys(schema, error.cause);
  if (sentences.length === 0) return error;
  return new LayerprintError(error.code, error.message, sentences.join('\n  '), { cause: error });
}

/**
 * Says, for every key that a schema does not know, which keys it knows in that place and which of them
 * was probably meant.
 *
 * @param schema What the value was checked against.
 * @param error What came of it, made with `reportInput`.
 * @returns One sentence for each unknown key, of at most five in a place; none where there is no such key.
 */
function explainUnknownKeys(schema: z.ZodType, error: z.ZodError): string[] {
  return expandUnions(error.issues).flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [];
    const place = issue.path.length === 0 ? 'the top level' : issue.path.map(String).join('.');
    const known = [...new Set(findKnownKeys(schema, issue.path, issue.input!, issue.keys))];
    return issue.keys.slice(0, MOST_KEYS).map((key) => {
      const meant = findNearestName(key, known);
      const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
      return `"${shorten(key)}" is no key of ${place}, which has ${known.join(', ')}.${guess}`;
    });
  });
}

/**
 * Finds the keys of the object schema at a path, also in lists; of a union's alternatives, those count whose literal
 * fields, like `name`, are as in `input`, and that know none of the keys that the meant one does not know.
 */
function findKnownKeys(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  input: Record<string, unknown>,
  unknown: readonly string[],
): string[] {
  if (schema instanceof z.ZodUnion) {
    const ofOptions = schema.options.map((option) => findKnownKeys(option, path, input, unknown));
    return ofOptions.filter((keys) => !unknown.some((key) => keys.includes(key))).flat();
  }
  if (schema instanceof z.ZodOptional) return findKnownKeys(schema.unwrap(), path, input, unknown);
  if (schema instanceof z.ZodArray)
    return findKnownKeys(schema.element, path.slice(1), input, unknown);
  if (!(schema instanceof z.ZodObject)) return [];
  const [step, ...rest] = path;
  if (step !== undefined) {
    const field = (schema.shape as z.core.$ZodShape)[String(step)];
    return field === undefined ? [] : findKnownKeys(field, rest, input, unknown);
  }
  const isAlternative = Object.entries(schema.shape).every(
    ([key, field]) =>
      !(field instanceof z.ZodLiteral) || !(key in input) || field.safeParse(input[key]).success,
  );
  return isAlternative ? Object.keys(schema.shape) : [];
}
