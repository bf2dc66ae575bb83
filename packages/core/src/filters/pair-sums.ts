/**
 * What has to be added up of the filters of two layers, for them to be correlated over any number of samples: a
 * sample is one place of one image, at which every filter has a value. Plain numbers, so that batches and
 * parts of the images are added up in any portions.
 */
export interface PairSums {
  readonly samples: number;
  /** Of the values of each filter of the first layer, and of their squares. */
  readonly first: FilterSums;
  readonly other: FilterSums;
  /** Of the products, `[filters of the first, filters of the other]`. */
  readonly products: Float64Array;
}

/** Sums of the values of each filter of a layer, and of their squares. */
export interface FilterSums {
  readonly values: Float64Array;
  readonly squares: Float64Array;
}

/** Sums over no sample yet. */
export function startPairSums(ofFirst: number, ofOther: number): PairSums {
  return {
    samples: 0,
    first: { values: new Float64Array(ofFirst), squares: new Float64Array(ofFirst) },
    other: { values: new Float64Array(ofOther), squares: new Float64Array(ofOther) },
    products: new Float64Array(ofFirst * ofOther),
  };
}

/** The sums over the samples of both. */
export function addPairSums(one: PairSums, more: PairSums): PairSums {
  return {
    samples: one.samples + more.samples,
    first: addFilterSums(one.first, more.first),
    other: addFilterSums(one.other, more.other),
    products: add(one.products, more.products),
  };
}

/**
 * Adds up what two layers give at the same places of the same images.
 *
 * @param first `[samples, filters]`; as many samples as `other` has.
 * @param filters How many the first and the other layer have.
 */
export function sumPairs(
  first: ArrayLike<number>,
  other: ArrayLike<number>,
  [ofFirst, ofOther]: readonly [ofFirst: number, ofOther: number],
): PairSums {
  const sums = startPairSums(ofFirst, ofOther);
  const samples = first.length / ofFirst;
  for (let sample = 0; sample < samples; sample++) {
    addSample(sums.first, first, sample);
    addSample(sums.other, other, sample);
    for (let i = 0; i < ofFirst; i++) {
      const value = first[sample * ofFirst + i]!;
      if (value === 0) continue;
      for (let j = 0; j < ofOther; j++) {
        sums.products[i * ofOther + j]! += value * other[sample * ofOther + j]!;
      }
    }
  }
  return { ...sums, samples };
}

function addSample({ values, squares }: FilterSums, from: ArrayLike<number>, sample: number): void {
  for (let filter = 0; filter < values.length; filter++) {
    const value = from[sample * values.length + filter]!;
    values[filter]! += value;
    squares[filter]! += value * value;
  }
}

function addFilterSums(one: FilterSums, more: FilterSums): FilterSums {
  return { values: add(one.values, more.values), squares: add(one.squares, more.squares) };
}

function add(one: Float64Array, more: Float64Array): Float64Array {
  return one.map((value, i) => value + more[i]!);
}
