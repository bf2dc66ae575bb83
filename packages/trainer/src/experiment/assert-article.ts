import { existsSync } from 'node:fs';
import {
  ANY_SPECIMEN,
  findArticleMisfits,
  foreseeCheck,
  makeFigureId,
  type ClaimContext,
  type ForeseenSpecimen,
} from '@layerprint/core';
import { readArticle } from '@layerprint/artifacts/article';
import { LayerprintError } from '@layerprint/core/errors';
import type { ClaimsPlan } from '@layerprint/core/schemas/claims-file';
import { listFigures } from '../artifacts/list-figures.ts';
import type { Layout } from '../layout.ts';

/**
 * Looks up what an author's article names, before anything is made: figures, claims, numbers, models and layers.
 *
 * @param specimens What they can be called; before there are data, nobody knows what test images show.
 * @throws {LayerprintError} what `readArticle` throws; `article-does-not-fit`, with file, line and the nearest name
 *   that there is.
 */
export function assertArticleFits(
  { article: path }: Pick<Layout, 'article'>,
  context: ClaimContext,
  claims: ClaimsPlan | undefined,
  specimens: readonly ForeseenSpecimen[],
): void {
  if (!existsSync(path)) return;
  const misfits = findArticleMisfits(readArticle(path), {
    context,
    claims: (claims?.claims ?? []).map(({ id, checks }) => ({
      id,
      checks: checks.map((check) => foreseeCheck(check, context)),
    })),
    figures: listIds(context, specimens.length > 1),
    specimens,
    specimen: ANY_SPECIMEN.main,
  });
  if (misfits.length === 0) return;
  throw new LayerprintError(
    'article-does-not-fit',
    misfits.join('\n  '),
    'Correct it; docs/guides/own-article.md says what can stand in an article.',
  );
}

/** The ids of all figures that there will be, one for all companions. */
function listIds({ layers, models, roles }: ClaimContext, hasCompanions: boolean): string[] {
  const { main, companion } = ANY_SPECIMEN;
  const specimens = [{ id: main }, ...(hasCompanions ? [{ id: companion }] : [])];
  const figures = listFigures({ dataset: { specimens }, models, roles, runOf: () => ({ layers }) });
  return figures.map(({ name: { form, parts } }) =>
    makeFigureId(form, parts as Parameters<typeof makeFigureId<typeof form>>[1]),
  );
}
