import { hashSha256 } from '@layerprint/artifacts/files';
import { sampleArtifacts, type SampleInputs } from '../../../artifacts/tests/sample-artifacts.ts';
import type { ComparedSide } from '../../src/comparison/index.ts';

/** The sample report as one side of a comparison. */
export function sampleSide(label: string, changes: Partial<SampleInputs> = {}): ComparedSide {
  return {
    source: { label, from: 'commit', commit: hashSha256(label).slice(0, 40), uncommitted: false },
    artifacts: sampleArtifacts(changes),
  };
}

/** A side that could not be built. */
export function failedSide(label: string): ComparedSide {
  return {
    source: { label, from: 'commit', commit: null, uncommitted: false },
    failure: { code: 'build-failed', message: `${label} does not build.`, hint: 'Mend it.' },
  };
}
