import { awaitThreads } from './await-threads.ts';
import { hashKernels } from './hash-kernels.ts';
import { hashTraining } from './hash-training.ts';

/** What has to be the same everywhere. */
export interface Hashes {
  /** Of the weights after a short training. */
  training: string;
  /** Of what each kernel makes of its test vectors, by the vector's name. */
  kernels: Record<string, string>;
}

/** The hashes, and how many threads took part in computing them. */
export interface ThreadedHashes extends Hashes {
  threads: number;
}

/** Computes every hash on the current backend. */
export async function computeHashes(): Promise<Hashes> {
  return { training: await hashTraining(), kernels: await hashKernels() };
}

/** Computes every hash once all threads of the current backend are at work. */
export async function computeHashesByThreads(): Promise<ThreadedHashes> {
  return { threads: await awaitThreads(), ...(await computeHashes()) };
}
