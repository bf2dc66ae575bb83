import { computeDebiasedCka, type CkaSums } from './debiased-cka.ts';
import { matchFilters, type HalvedSums } from './match-filters.ts';

/** What was added up of a layer in two models, over images that both saw. */
export interface LayerSums {
  readonly filters: HalvedSums;
  readonly cka: CkaSums;
}

/** A layer in two models, beside what two models have in common that learned nothing, or saw other images. */
export interface ComparedLayer {
  readonly trained: LayerSums;
  /** The same models, the one on other images than the other. */
  readonly shuffled: LayerSums;
  /** Both as they were before training; null where that is not known of one of them. */
  readonly untrained: LayerSums | null;
}

/** How alike a layer is in two models. */
export interface LayerLikeness {
  /** The mean correlation of filters and their partners; null where no two could be matched. */
  readonly score: number | null;
  /** Debiased linear CKA; null where a model makes the same of all images, or there are too few. */
  readonly cka: number | null;
}

/** Says how alike a layer is in two models: also of two of the same data, which is how alike others can be at most. */
export function measureLikeness({ filters, cka }: LayerSums): LayerLikeness {
  return { score: matchFilters(filters).score, cka: computeDebiasedCka(cka) };
}
