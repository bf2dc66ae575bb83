import type { Artifacts } from '@layerprint/artifacts';
import type { ReportFacts } from '../provenance/describe-commit.ts';
import { publishedAddress } from '../site-link.ts';
import { withArticle } from './format.ts';
import { AUTHORS } from './made-by.ts';
import { findMainSpecimen } from './specimens.ts';

/** The title of a report: what it is about. */
export function titleReport(report: Pick<Artifacts, 'folder' | 'manifest'>): string {
  return `What two networks keep of ${withArticle(findMainSpecimen(report).className)}`;
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
