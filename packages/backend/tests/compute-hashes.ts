import { hashKernels } from './hash-kernels.ts';
import { hashTraining } from './hash-training.ts';

/** What has to be the same everywhere. */
export interface Hashes {
  /** Of the weights after a short training. */
  training: string;
  /** Of what each kernel makes of its test vectors, by the vector's name. */
  kernels: Record<string, string>;
}

/** Computes every hash on the current backend. */
export async function computeHashes(): Promise<Hashes> {
  return { training: await hashTraining(), kernels: await hashKernels() };
}
