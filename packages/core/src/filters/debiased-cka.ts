import { computeSum } from '../statistics/sums.ts';

/** Images of a minibatch that an unbiased estimate takes at least. */
export const LEAST_IMAGES = 4;

/** What was added up, minibatch by minibatch, of how alike two layers make the same images. */
export interface CkaSums {
  /** Of all minibatches together. */
  readonly images: number;
  /** The layers with each other, and each with itself; each minibatch times its images. */
  readonly together: number;
  readonly first: number;
  readonly other: number;
}

/** Sums over no minibatch yet. */
export const NO_CKA_SUMS: CkaSums = { images: 0, together: 0, first: 0, other: 0 };

/**
 * Unbiased estimate of the Hilbert–Schmidt independence criterion of two representations of the same images, out of
 * how alike each finds any two of the images: zero on average where the one does not depend on the other.
 *
 * Source: L. Song, A. Smola, A. Gretton, J. Bedo and K. Borgwardt, "Feature Selection via Dependence Maximization", Journal
 * of Machine Learning Research 13 (2012), equation 4.
 *
 * @param one Dot products of the images' values, `[images, images]`, symmetric; what stands on the diagonal is not looked at.
 * @param order Which of the images of `other` stands for each of `one`; the same unless said.
 * @returns NaN for fewer than four images.
 */
export function computeUnbiasedHsic(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  order?: ArrayLike<number>,
): number {
  const n = Math.sqrt(one.length);
  if (n < LEAST_IMAGES) return NaN;
  let products = 0;
  const ofOne = new Float64Array(n);
  const ofOther = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = order ? order[i]! : i;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const a = one[i * n + j]!;
      const b = other[row * n + (order ? order[j]! : j)]!;
      products += a * b;
      ofOne[i]! += a;
      ofOther[i]! += b;
    }
  }
  const all = (computeSum(ofOne) * computeSum(ofOther)) / ((n - 1) * (n - 2));
  const rows = (2 / (n - 2)) * computeSum(ofOne, (sum, i) => sum * ofOther[i]!);
  return (products + all - rows) / (n * (n - 3));
}

/** Adds a minibatch; one of fewer than four images tells nothing, and is left out. */
export function addMinibatch(
  sums: CkaSums,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  order?: ArrayLike<number>,
): CkaSums {
  const n = Math.sqrt(one.length);
  if (n < LEAST_IMAGES) return sums;
  return {
    images: sums.images + n,
    together: sums.together + n * computeUnbiasedHsic(one, other, order),
    first: sums.first + n * computeUnbiasedHsic(one, one),
    other: sums.other + n * computeUnbiasedHsic(other, other),
  };
}

/**
 * Debiased linear centred kernel alignment of two layers: 1 for the same up to rotation, scale and shift, 0 on average
 * for what has nothing to do with each other, however many values the layers have. It may come out a little below 0.
 *
 * The unbiased estimates of minibatches are averaged before they are divided, so that no larger table of images
 * is ever needed.
 *
 * Sources: S. Kornblith, M. Norouzi, H. Lee and G. Hinton, "Similarity of Neural Network Representations Revisited"
 * (ICML 2019); T. Nguyen, M. Raghu and S. Kornblith, "Do Wide and Deep Networks Learn the Same Things?" (ICLR 2021, arXiv
 * 2010.15327), section 2.
 *
 * @returns Null where one of the layers makes the same of all images, or there are too few of them.
 */
export function computeDebiasedCka({ images, together, first, other }: CkaSums): number | null {
  if (images === 0 || !(first > 0) || !(other > 0)) return null;
  const cka = together / Math.sqrt(first * other);
  return Number.isFinite(cka) ? cka : null;
}
