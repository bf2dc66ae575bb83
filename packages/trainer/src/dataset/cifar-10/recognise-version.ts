/** What CIFAR is distributed as beside the binary version, by a path that only that has. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/cifar-?100|(?:^|\/)fine_label_names\.txt$/i, 'CIFAR-100'],
  [/(?:^|\/)(?:data_batch_\d|batches\.meta)\.mat$/i, 'the MATLAB version of CIFAR-10'],
  [/(?:^|\/)(?:data_batch_\d|batches\.meta)$/i, 'the Python version of CIFAR-10'],
];

/**
 * Recognises another version of CIFAR by the path of one of its files.
 *
 * @param path With forward slashes, from the folder or archive that was given.
 * @returns Its name in a sentence; undefined for a file of the binary version, or of none.
 */
export function recogniseVersion(path: string): string | undefined {
  return OTHERS.find(([pattern]) => pattern.test(path))?.[1];
}
