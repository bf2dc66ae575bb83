import {
  type Describe,
  type Extent,
  padToVectors,
  reads,
  readsRow,
  slices,
  units,
  whole,
  writes,
} from './extents.ts';

/** Taps of a filter of 3 × 3, and the points that Winograd's F(4×4, 3×3) makes of them. */
const TAPS = 9;
const POINTS = 36;
const TEMPORARY_BYTES = POINTS * 16;

/** Pooling: `small` is the address of what has the output's size, `large` are those of the input's. */
function pool(small: number, large: readonly number[], result: number): Describe {
  return (numbers) => {
    const sizes = numbers.slice(1 + Math.max(small, ...large));
    const [batch, height, width, channels] = sizes;
    const [outHeight, outWidth] = sizes.slice(-2);
    return [small, ...large].map((index) => {
      const pixels = index === small ? outHeight! * outWidth! : height! * width!;
      const extent = units(batch!, pixels * channels! * 4);
      return index === result ? writes(index, extent) : reads(index, extent);
    });
  };
}

/** Sizes of a convolution as its kernels take them, images first; the last two are the output's. */
interface Sizes {
  readonly image: Extent;
  readonly output: Extent;
  /** What max pooling of 2 × 2 leaves of the output. */
  readonly pooled: Extent;
  readonly channels: number;
  readonly filters: number;
  readonly taps: number;
}

/** `taps` mean nothing of a kernel of Winograd's, which has its padding where others have their filter's size. */
function readSizes(sizes: readonly number[]): Sizes {
  const [batch, height, width, channels, filters, filterHeight, filterWidth] = sizes;
  const [outHeight, outWidth] = sizes.slice(-2);
  const outputs = outHeight! * outWidth! * filters!;
  return {
    image: units(batch!, height! * width! * channels! * 4),
    output: units(batch!, outputs * 4),
    pooled: units(batch!, outputs),
    channels: channels!,
    filters: filters!,
    taps: filterHeight! * filterWidth!,
  };
}

/** The same of a depthwise convolution, whose fifth number is the filters a channel. */
function readDepthwiseSizes(sizes: readonly number[]): {
  image: Extent;
  output: Extent;
  filterBytes: number;
} {
  const [, , , channels, multiplier] = sizes;
  const { image, output, filters, taps } = readSizes(sizes.with(4, channels! * multiplier!));
  return { image, output, filterBytes: taps * filters * 4 };
}

/** So many numbers for each pair of a channel and a filter to so many others. */
function transformFilter(from: number, to: number): Describe {
  return ([, , , count]) => [
    reads(0, whole(from * count! * 4)),
    writes(1, whole(to * count! * 4)),
    writes(2, whole(TEMPORARY_BYTES)),
  ];
}

/** Convolutions, pooling and their gradients. */
export const windowAccesses: Readonly<Record<string, Describe>> = {
  averagePool: pool(1, [0], 1),
  averagePoolGradient: pool(0, [1], 1),
  convolutionFilterSums: (numbers) => {
    const { image, output, channels, filters, taps } = readSizes(numbers.slice(3));
    const sums = slices(taps * channels * padToVectors(filters) * 4);
    return [reads(0, image), reads(1, output), writes(2, sums)];
  },
  convolve: (numbers) => {
    const { image, output, channels, filters, taps } = readSizes(numbers.slice(4, -1));
    const row = padToVectors(filters) * 4;
    const filter = reads(1, whole(taps * channels * row));
    return [reads(0, image), filter, ...readsRow(numbers, 2, row), writes(3, output)];
  },
  depthwise: (numbers) => {
    const { image, output, filterBytes } = readDepthwiseSizes(numbers.slice(3));
    return [reads(0, image), reads(1, whole(filterBytes)), writes(2, output)];
  },
  depthwiseFilterSums: (numbers) => {
    const { image, output, filterBytes } = readDepthwiseSizes(numbers.slice(3));
    return [reads(0, image), reads(1, output), writes(2, slices(filterBytes))];
  },
  depthwiseInputGradient: (numbers) => {
    const { image, output, filterBytes } = readDepthwiseSizes(numbers.slice(3));
    return [reads(0, output), reads(1, whole(filterBytes)), writes(2, image)];
  },
  maxPool: pool(1, [0], 1),
  maxPoolGradient: pool(0, [1, 2], 2),
  maxPoolReluGradientSums: ([, , , , batch, outHeight, outWidth, channels]) => {
    const windows = outHeight! * outWidth! * channels! * 4;
    return [
      reads(0, units(batch!, windows)),
      reads(1, units(batch!, 4 * windows)),
      writes(2, units(batch!, 4 * windows)),
      writes(3, slices(channels! * 4)),
    ];
  },
  winogradConvolve: (numbers) => {
    const { image, output, pooled, channels, filters } = readSizes(numbers.slice(5, 14));
    return [
      reads(0, image),
      reads(1, whole(POINTS * padToVectors(channels) * filters * 4)),
      ...readsRow(numbers, 2, filters * 4),
      writes(3, output),
      ...(numbers[15] === 0 ? [] : [writes(15, pooled)]),
    ];
  },
  winogradFilter: transformFilter(TAPS, POINTS),
  winogradFilterGradient: transformFilter(POINTS, TAPS),
  winogradFilterSums: (numbers) => {
    const { image, output, channels, filters } = readSizes(numbers.slice(3, 12));
    const sums = slices(POINTS * padToVectors(channels) * filters * 4);
    return [reads(0, image), reads(1, output), writes(2, sums)];
  },
};
