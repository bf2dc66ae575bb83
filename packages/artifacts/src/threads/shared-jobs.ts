import { deserialize, serialize } from 'node:v8';

/** Jobs in memory that threads share, one behind the other: written once, whatever the number of threads. */
export interface SharedJobs {
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Where each job ends in `bytes`. */
  readonly ends: readonly number[];
  /** One number: which job is next. */
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** @param jobs Data that `structuredClone` copies. */
export function shareJobs(jobs: readonly unknown[]): SharedJobs {
  const parts = jobs.map((job) => serialize(job));
  let length = 0;
  const ends = parts.map((part) => (length += part.length));
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  parts.forEach((part, i) => bytes.set(part, ends[i]! - part.length));
  return { bytes, ends, next: new Int32Array(new SharedArrayBuffer(4)) };
}

/**
 * Takes the next job, which no other thread gets then.
 *
 * @returns Undefined when none is left.
 */
export function takeJob({
  bytes,
  ends,
  next,
}: SharedJobs): { readonly index: number; readonly job: unknown } | undefined {
  const index = Atomics.add(next, 0, 1);
  if (index >= ends.length) return undefined;
  return { index, job: deserialize(bytes.slice(ends[index - 1] ?? 0, ends[index])) };
}

/** Leaves no job that is not taken yet. */
export function dropJobs({ ends, next }: SharedJobs): void {
  Atomics.store(next, 0, ends.length);
}
