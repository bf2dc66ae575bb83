import { capitalise, sayASpecimen, spellCount } from '@layerprint/core';
import type { ArticleUse } from '@layerprint/core';
import type { Artifacts } from '@layerprint/artifacts';
import { readArticleOf } from '../article/open-article.ts';
import type { ReportFacts } from '../provenance/describe-commit.ts';
import { publishedAddress } from '../site-link.ts';
import { AUTHORS } from './made-by.ts';
import { listTrainedRuns, readModelFacts, sayOrigins } from './model-facts.ts';
import { findMainSpecimen } from './specimens.ts';

/** What a report is called by. */
type Reported = Pick<Artifacts, 'folder' | 'manifest'>;

/** The title of a report: what its author gave it, or what it is about. */
export function titleReport(report: Reported): string {
  const title = readOpening(report)['title'];
  if (typeof title === 'string') return title;
  const models = readModelFacts(report.manifest).length;
  const keep = models === 1 ? 'keeps' : 'keep';
  return `What ${spellCount(models)} ${models === 1 ? 'network' : 'networks'} ${keep} of ${sayASpecimen(findMainSpecimen(report))}`;
}

/** What a report is, in a sentence for who looks for pages: what its author says, or what was trained. */
export function describeReport(report: Reported): string {
  const description = readOpening(report)['description'];
  if (typeof description === 'string') return description;
  const models = readModelFacts(report.manifest);
  const what =
    models.length === 1
      ? 'One convolutional network'
      : `${capitalise(spellCount(models.length))} convolutional networks of one architecture`;
  const unseen = { 1: 'it has not', 2: 'neither has' }[models.length] ?? 'none has';
  // What weights from a file have seen is not known.
  const areTrained = listTrainedRuns(models).length === models.length;
  const specimen = sayASpecimen(findMainSpecimen(report));
  return `${what}, ${sayOrigins(models)}, opened layer by layer on ${specimen}${areTrained ? ` that ${unseen} seen` : ''}.`;
}

function readOpening(report: Reported): ArticleUse['attributes'] {
  const uses = readArticleOf(report)?.uses ?? [];
  return uses.find(({ component }) => component === 'Opening')?.attributes ?? {};
}

/** Reads what a citation says of a report. */
export function readReportFacts(
  report: Pick<Artifacts, 'folder' | 'manifest' | 'manifestHash'>,
): ReportFacts {
  return {
    title: titleReport(report),
    authors: AUTHORS,
    profile: report.manifest.profile,
    manifestHash: report.manifestHash,
    address: publishedAddress(''),
  };
}
