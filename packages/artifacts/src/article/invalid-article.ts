import { LayerprintError } from '@layerprint/core/errors';

const HINT = 'Correct it; docs/guides/own-article.md says what can stand in an article.';

/** The error of an article that cannot be read, at a place of it: "experiments/mine/article.mdx:12". */
export function invalid(place: string, what: string, cause?: unknown): LayerprintError {
  return new LayerprintError('invalid-article', `${place}: ${what}.`, HINT, { cause });
}
