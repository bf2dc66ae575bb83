import type { Hashes } from '../../packages/backend/tests/compute-hashes.ts';

/** One place where the hashes were computed, or why they were not. */
export interface Found {
  place: string;
  hashes: Hashes | { skipped: string };
}

/** A place beside the first: what it gave, and which kernels gave other bits. */
export interface Row {
  place: string;
  verdict: 'same' | 'different' | 'skipped';
  training?: string;
  /** Vectors whose hash is not the first place's, or that only one of the two has. */
  differentKernels?: string[];
  skipped?: string;
}

/** Compares every place with the first one that was not skipped. */
export function compareHashes(found: readonly Found[]): Row[] {
  const reference = found.map(({ hashes }) => hashes).find((hashes) => 'training' in hashes);
  return found.map(({ place, hashes }) => {
    if (!('training' in hashes) || reference === undefined) {
      const skipped = 'skipped' in hashes ? hashes.skipped : '';
      return { place, verdict: 'skipped', skipped };
    }
    const names = new Set([reference, hashes].flatMap(({ kernels }) => Object.keys(kernels)));
    const differentKernels = [...names].filter(
      (name) => reference.kernels[name] !== hashes.kernels[name],
    );
    const isSame = differentKernels.length === 0 && hashes.training === reference.training;
    const verdict = isSame ? 'same' : 'different';
    return { place, verdict, training: hashes.training, differentKernels };
  });
}
