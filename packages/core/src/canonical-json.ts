import type { z } from 'zod';
import { LayerprintError } from './errors.ts';
import { isNestedTooDeep, parseJsonText, shorten } from './json-text.ts';
import { expandUnions } from './union-issues.ts';

/**
 * Serialises a value as canonical JSON: keys in the order the schema declares them, two spaces of
 * indent, arrays of plain numbers on one line, a newline at the end. The same value always gives the
 * same bytes.
 *
 * @param where What the value is, for the error: a path relative to the workspace, or a name.
 * @throws {LayerprintError} `invalid-json`, when the value does not fit the schema (NaN and infinities
 *   never do) or is nested deeper than anything can read.
 */
export function stringifyCanonicalJson<S extends z.ZodType>(
  schema: S,
  value: z.input<S>,
  where: string,
): string {
  if (isNestedTooDeep(value)) {
    throw new LayerprintError(
      'invalid-json',
      `${where} cannot be written: it is nested deeper than anything can read.`,
      'Leave out what refers to itself.',
    );
  }
  return format(checkAgainstSchema(schema, value, where), '') + '\n';
}

/**
 * Parses JSON, as `parseJsonText` reads it, and checks it against a schema.
 *
 * @param content Text, or bytes that have to be UTF-8.
 * @param where What it is, for the error: a path relative to the workspace, or a name.
 * @throws {LayerprintError} `invalid-json`, naming `where`, every wrong field, what was expected and
 *   what was there.
 */
export function parseJson<S extends z.ZodType>(
  schema: S,
  content: string | Uint8Array,
  where: string,
): z.output<S> {
  const text = typeof content === 'string' ? content : decodeUtf8(content, where);
  let value: unknown;
  try {
    value = parseJsonText(text);
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

function decodeUtf8(content: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (cause) {
    throw new LayerprintError(
      'invalid-json',
      `${where} is not valid JSON: it is not encoded in UTF-8.`,
      `Save ${where} as UTF-8, or delete the file if a build made it, and run again.`,
      { cause },
    );
  }
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

/** How many wrong fields are told: who edits by hand mends a few, and a file of another kind has thousands. */
const MOST_PROBLEMS = 20;

function checkAgainstSchema<S extends z.ZodType>(
  schema: S,
  value: unknown,
  where: string,
): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const issues = expandUnions(result.error.issues);
  const rest = issues.length - MOST_PROBLEMS;
  const problems = [
    ...issues.slice(0, MOST_PROBLEMS).map(describeIssue),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
  throw new LayerprintError(
    'invalid-json',
    `${where} does not have the expected content:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    `Correct ${where}, or delete it if a build made it, and run again.`,
    { cause: result.error },
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const field = issue.path.map((part) => shorten(String(part))).join('.') || '(top level)';
  if (issue.code === 'unrecognized_keys') {
    return `${field}: Unrecognized ${issue.keys.length === 1 ? 'key' : 'keys'}: ${shorten(issue.keys.map((key) => JSON.stringify(key)).join(', '))}`;
  }
  if (issue.input === undefined) return `${field}: ${issue.message}`;
  // The value itself says of what type it is.
  const expected = issue.message.replace(/, received \w+$/, '');
  return `${field}: ${expected}, found ${preview(issue.input)}`;
}

function preview(value: unknown): string {
  // JSON has no word for NaN and infinities.
  return shorten(typeof value === 'number' ? String(value) : JSON.stringify(value));
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
