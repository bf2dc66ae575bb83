import { existsSync } from 'node:fs';
import {
  findArticleMisfits,
  findLayerRoles,
  makeClaimContext,
  recallCheck,
  type Article,
} from '@layerprint/core';
import type { ClaimContext, NumberSource } from '@layerprint/core';
import type { Artifacts } from '@layerprint/artifacts';
import { readArticle } from '@layerprint/artifacts/article';
import { LayerprintError } from '@layerprint/core/errors';
import { articlePath } from '@layerprint/core/experiment-path';
import { listModels } from '@layerprint/core/schemas/experiment';
import { findMainSpecimen } from '../report/specimens.ts';
import { openVerdicts } from '../study/open-verdicts.ts';
import { readStudyNumbers } from '../study/study-numbers.ts';

/**
 * Reads the article of a report beside its prose, and looks up all that it names. It is read again each time, since
 * its author may be writing.
 *
 * @returns Undefined where the experiment has none.
 * @throws {LayerprintError} what `readArticle` throws; `article-does-not-fit`, with file, line and the nearest name
 *   that there is.
 */
export function openArticle(report: Artifacts): Article | undefined {
  const article = readArticleOf(report);
  if (article === undefined) return undefined;
  const misfits = findArticleMisfits(article, {
    context: contextOf(report),
    claims: report.manifest.claims.map(({ id, checks }) => ({
      id,
      checks: checks.map(recallCheck),
    })),
    figures: report.figures.map(({ id }) => id),
    specimens: report.manifest.dataset.specimens.map(({ id }) => id),
    specimen: findMainSpecimen(report).id,
  });
  if (misfits.length === 0) return article;
  throw new LayerprintError(
    'article-does-not-fit',
    misfits.join('\n  '),
    'Correct it; docs/guides/own-article.md says what can stand in an article.',
  );
}

/** Reads the article of a report, as far as that goes without the report: undefined where there is none. */
export function readArticleOf({ manifest }: Pick<Artifacts, 'manifest'>): Article | undefined {
  const path = articlePath(manifest.profile);
  return existsSync(path) ? readArticle(path) : undefined;
}

/** Where the numbers of a report's article are looked up. */
export async function sourceOf({ manifest }: Pick<Artifacts, 'manifest'>): Promise<NumberSource> {
  const study = await openVerdicts(manifest.profile);
  return {
    manifest,
    context: contextOf({ manifest }),
    study: study && readStudyNumbers(study.verdicts),
  };
}

/** What the claims and the article of a report are about. */
export function contextOf({ manifest }: Pick<Artifacts, 'manifest'>): ClaimContext {
  const models = listModels(manifest.experiment);
  const { layers } = manifest.runs[models[0]!.id]!;
  const roles = findLayerRoles(layers, manifest.experiment.roles);
  return makeClaimContext(layers, roles, models, manifest.dataset);
}
