import { LayerprintError } from '@layerprint/core/errors';

/** What to do where a file of an author's data set cannot be used, whatever is wrong with it. */
const REMEDY =
  'Correct the file, or what the experiment says of it; docs/guides/own-pictures.md says what is read.';

/** The error of a file that is no data set's: what is wrong with it, by name. */
export function refuseData(path: string, problem: string, hint = REMEDY): LayerprintError {
  return new LayerprintError('data-not-supported', `${path} ${problem}.`, hint);
}

/** The error of a file that a decoder cannot follow: what it says of it, without the words of its code. */
export function refuseDamage(path: string, kind: string, cause: unknown): LayerprintError {
  // What is read beyond the end of a file.
  const isCut = cause instanceof RangeError;
  const what = isCut ? 'it is cut off' : (cause as Error).message.replace(/[\s.:]+$/, '');
  return refuseData(path, `is a damaged ${kind}: ${what}`);
}
