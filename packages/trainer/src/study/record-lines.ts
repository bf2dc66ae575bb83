import type { z } from 'zod';
import { parseJson } from '@layerprint/core/canonical-json';
import { LayerprintError } from '@layerprint/core/errors';
import { readFileOrExplain } from '@layerprint/artifacts/files';

/** How git begins the lines between two sides that it could not merge. */
const MERGE_MARK = /^(?:<{7}|\|{7}|={7}|>{7})(?: |\r?$)/;

/** A file with a JSON text a line, of what took long to make. */
export interface RecordFile {
  readonly path: string;
  /** From the first to the last that is not empty. */
  readonly texts: readonly string[];
  /** What to do about one of its lines, by its number from 1. */
  readonly advise: (number: number) => string;
}

/**
 * Reads the lines of a record, whatever ends them.
 *
 * @param advise What to do about one of its lines, by its number from 1.
 * @throws {LayerprintError} `invalid-json`, where it is no text in UTF-8; `unmerged-record`, where git has left both sides of a
 *   merge in it; what `readFileOrExplain` throws.
 */
export async function readRecordFile(
  path: string,
  advise: RecordFile['advise'],
): Promise<RecordFile> {
  const texts = decode(await readFileOrExplain(path), path)
    .trimEnd()
    .split('\n');
  const marked = texts.findIndex((text) => MERGE_MARK.test(text));
  if (marked < 0) return { path, texts, advise };
  throw new LayerprintError(
    'unmerged-record',
    `${path} has the marks of a merge that was not finished, the first on line ${marked + 1}.`,
    'Delete the lines with marks and, where both sides have a line of the same, either: it is the same on all machines.',
  );
}

/**
 * Reads one line of a record.
 *
 * @param number From 1.
 * @throws {LayerprintError} `invalid-json`, naming the line.
 */
export function parseRecordLine<S extends z.ZodType>(
  schema: S,
  { path, texts, advise }: RecordFile,
  number: number,
): z.output<S> {
  try {
    return parseJson(schema, texts[number - 1]!, `line ${number} of ${path}`);
  } catch (error) {
    if (!(error instanceof LayerprintError)) throw error;
    // Each line is a text of its own, in which there is no other.
    const message = error.message.replace(', at line 1, column ', ', at column ');
    throw new LayerprintError(error.code, message, advise(number), { cause: error });
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LayerprintError(
      'invalid-json',
      `${path} is not encoded in UTF-8.`,
      'Take back what was changed in it by hand, or save it as UTF-8.',
      { cause },
    );
  }
}
