import { expOfNonPositive, logOfAtLeastOne } from './portable-math.ts';

/** How well a batch was classified. */
export interface Score {
  /** Sum over the images of the cross-entropy, in nats. */
  readonly lossSum: number;
  /** Images whose largest logit, the first of equals, is that of their label. */
  readonly correct: number;
  /** Gradient of the mean loss with respect to the logits, `[n, classes]`. */
  readonly gradient: Float32Array;
}

/**
 * Computes softmax and categorical cross-entropy from the logits, so that no probability is rounded to
 * 0 or 1 before its logarithm is taken: with `m` the largest logit, `loss = ln Σ e^(z − m) + m − z_label`
 * and its gradient `softmax(z) − onehot(label)`.
 *
 * @param logits `[n, classes]`
 * @param labels `[n]`
 */
export function scoreLogits(logits: Float32Array, labels: Uint8Array): Score {
  const classes = logits.length / labels.length;
  const gradient = new Float32Array(logits.length);
  const exponentials = new Float64Array(classes);
  let lossSum = 0;
  let correct = 0;
  for (let image = 0; image < labels.length; image++) {
    const row = image * classes;
    const label = labels[image]!;
    const largest = findLargest(logits, row, classes);
    if (largest === label) correct++;
    let sum = 0;
    for (let i = 0; i < classes; i++) {
      exponentials[i] = expOfNonPositive(logits[row + i]! - logits[row + largest]!);
      sum += exponentials[i]!;
    }
    lossSum += logOfAtLeastOne(sum) + logits[row + largest]! - logits[row + label]!;
    for (let i = 0; i < classes; i++) {
      gradient[row + i] = (exponentials[i]! / sum - (i === label ? 1 : 0)) / labels.length;
    }
  }
  return { lossSum, correct, gradient };
}

function findLargest(values: Float32Array, start: number, count: number): number {
  let largest = 0;
  for (let i = 1; i < count; i++) {
    if (values[start + i]! > values[start + largest]!) largest = i;
  }
  return largest;
}
