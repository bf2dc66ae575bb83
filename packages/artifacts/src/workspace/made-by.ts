import { LayerprintError } from '@layerprint/core/errors';
import type { Manifest } from '@layerprint/core/schemas/manifest';
import { FIGURE_CODE, TRAINING_CODE, type TaskCode } from '../source-code.ts';

/** Hashes over the code that makes a report. */
export interface ReportCode {
  readonly training: string;
  readonly figures: string;
}

/** Hashes the code that makes a report, as it stands somewhere or as it was recorded. */
export function hashReportCode(hash: (code: TaskCode) => string): ReportCode {
  return { training: hash(TRAINING_CODE), figures: hash(FIGURE_CODE) };
}

/** What a manifest tells of the code that made it. */
type ToldCode = Pick<Manifest, 'figureCode' | 'runs'>;

/**
 * Checks that a report was made by certain code, so that what other code made is never taken for it.
 *
 * @param of Whose code that is, for the message: "of main (656d5f2)".
 * @throws {LayerprintError} `made-by-other-code`, naming what was.
 */
export function assertMadeBy(
  manifest: ToldCode,
  code: ReportCode,
  { folder, of, hint }: { readonly folder: string; readonly of: string; readonly hint: string },
): void {
  const others = [
    ...(manifest.figureCode?.hash === code.figures ? [] : ['its figures were drawn']),
    ...Object.entries(manifest.runs).flatMap(([name, { codeHash }]) =>
      codeHash === code.training ? [] : [`its ${name} was trained`],
    ),
  ];
  if (others.length === 0) return;
  throw new LayerprintError(
    'made-by-other-code',
    `${folder} was not made by the code ${of}: ${others.join(', and ')} by other code.`,
    hint,
  );
}
