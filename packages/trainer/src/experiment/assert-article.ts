import { existsSync } from 'node:fs';
import {
  findArticleMisfits,
  foreseeCheck,
  makeFigureId,
  type ClaimContext,
} from '@layerprint/core';
import { readArticle } from '@layerprint/artifacts/article';
import { LayerprintError } from '@layerprint/core/errors';
import type { ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import { listFigures } from '../artifacts/list-figures.ts';
import type { Layout } from '../layout.ts';

/** Stands for the id of any specimen: before there are data, nobody knows them. */
const ANY_SPECIMEN = '{specimen}';

/**
 * Looks up what an author's article names, before anything is made: figures, claims, numbers, models and layers.
 *
 * @throws {LayerprintError} what `readArticle` throws; `article-does-not-fit`, with file, line and the nearest name
 *   that there is.
 */
export function assertArticleFits(
  { article: path }: Pick<Layout, 'article'>,
  context: ClaimContext,
  claims: ClaimsPlan | undefined,
): void {
  if (!existsSync(path)) return;
  const misfits = findArticleMisfits(readArticle(path), {
    context,
    claims: (claims?.claims ?? []).map(({ id, checks }) => ({
      id,
      checks: checks.map((check) => foreseeCheck(check, context)),
    })),
    figures: listIds(context),
    specimen: ANY_SPECIMEN,
  });
  if (misfits.length === 0) return;
  throw new LayerprintError(
    'article-does-not-fit',
    misfits.join('\n  '),
    'Correct it; docs/guides/own-article.md says what can stand in an article.',
  );
}

/** The ids of all figures that there will be. */
function listIds({ layers, models, roles }: ClaimContext): string[] {
  const specimens = [{ id: ANY_SPECIMEN }, { id: ANY_SPECIMEN }];
  const figures = listFigures({ dataset: { specimens }, models, roles, runOf: () => ({ layers }) });
  return figures.map(({ name: { form, parts } }) =>
    makeFigureId(form, parts as Parameters<typeof makeFigureId<typeof form>>[1]),
  );
}
