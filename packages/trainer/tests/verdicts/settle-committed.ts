import { join } from 'node:path';
import type { StudyLine } from '@layerprint/core/schemas/study-record';
import type { StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { settleStudy } from '@layerprint/core/verdicts';
import { hashEachSourceFile, TRAINING_CODE } from '@layerprint/artifacts/source-code';
import { selectBackend } from '../../src/backend/select-backend.ts';
import { layoutOf } from '../../src/layout.ts';
import { hashStudyClaims } from '../../src/study/hash-claims.ts';
import { hashComputing } from '../../src/study/hash-computing.ts';
import { findStaleBy, openRecordedStudy } from '../../src/verdicts/open-study.ts';

export const ROOT = join(import.meta.dirname, '../../../..');

/**
 * Settles a study of this repository by its committed record, as its task does, without the data.
 *
 * @param hashData Says what the data of the experiment are known to hash to.
 */
export async function settleCommitted(
  profile: string,
  hashData: (lines: readonly StudyLine[]) => string,
): Promise<StudyVerdicts> {
  const layout = layoutOf(profile, ROOT);
  const { experiment, planned, record, likenesses } = await openRecordedStudy(layout, profile);
  const versions = await selectBackend('layerprint', 1);
  const codeFiles = hashEachSourceFile(TRAINING_CODE);
  const today = {
    dataHash: hashData(record!.lines),
    codeHash: hashComputing({ codeFiles, versions }),
    claimsHash: hashStudyClaims(planned.claims),
  };
  return settleStudy(experiment, record, findStaleBy(today, record, planned), likenesses);
}
