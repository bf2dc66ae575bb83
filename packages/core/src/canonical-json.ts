import type { z } from 'zod';
import { LayerprintError } from './errors.ts';

/**
 * Serialises a value as canonical JSON: keys in the order the schema declares them, two spaces of
 * indent, arrays of plain numbers on one line, a newline at the end. The same value always gives the
 * same bytes.
 *
 * @param where What the value is, for the error: a path relative to the workspace, or a name.
 * @throws {LayerprintError} `invalid-json`, when the value does not fit the schema (NaN and infinities
 *   never do).
 */
export function stringifyCanonicalJson<S extends z.ZodType>(
  schema: S,
  value: z.input<S>,
  where: string,
): string {
  return format(checkAgainstSchema(schema, value, where), '') + '\n';
}

/**
 * Parses JSON and checks it against a schema.
 *
 * @param where What the text is, for the error: a path relative to the workspace, or a name.
 * @throws {LayerprintError} `invalid-json`, naming `where`, every wrong field, what was expected and
 *   what was there.
 */
export function parseJson<S extends z.ZodType>(
  schema: S,
  text: string,
  where: string,
): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new LayerprintError(
      'invalid-json',
      `${where} is not valid JSON: ${(cause as Error).message}.`,
      `Correct the syntax of ${where}, or delete the file if a build made it, and run again.`,
      { cause },
    );
  }
  return checkAgainstSchema(schema, value, where);
}

const SMALLEST_NORMAL_FLOAT32 = 2 ** -126;

/**
 * Rounds a float32 to the shortest decimal that still reads back as the same float32.
 *
 * @returns A number whose `JSON.stringify` has at most nine significant digits.
 */
export function shortestFloat32(value: number): number {
  const single = Math.fround(value);
  // Below six digits only a subnormal can be told apart: it holds fewer than 24 bits.
  const fewest = Math.abs(single) < SMALLEST_NORMAL_FLOAT32 ? 1 : 6;
  for (let digits = fewest; digits < 9; digits++) {
    const candidate = Number(single.toPrecision(digits));
    if (Math.fround(candidate) === single) return candidate;
  }
  return Number(single.toPrecision(9));
}

function checkAgainstSchema<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: string,
): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${describeIssue(issue)}`);
  throw new LayerprintError(
    'invalid-json',
    `${where} does not have the expected content:\n${problems.join('\n')}`,
    `Correct ${where}, or delete it if a build made it, and run again.`,
    { cause: result.error },
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.length === 0 ? '(top level)' : issue.path.map(String).join('.');
  const found = 'input' in issue && issue.code !== 'unrecognized_keys' ? issue.input : undefined;
  const shown = found === undefined ? '' : `, found ${preview(found)}`;
  return `${field}: ${issue.message}${shown}`;
}

function preview(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function format(value: unknown, indent: string): string {
  const inner = indent + '  ';
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'number')) return JSON.stringify(value);
    return `[\n${value.map((item) => inner + format(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    const lines = entries.map(
      ([key, item]) => `${inner}${JSON.stringify(key)}: ${format(item, inner)}`,
    );
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}
