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

const POINTS = 36;
const TEMPORARY_BYTES = POINTS * 16;

/** Pooling: `small` is the address of what has the output's size, `large` are those of the input's. */
function pool(small: number, large: readonly number[], result: number): Describe {
  return (numbers) => {
    const sizes = numbers.slice(1 + Math.max(small, ...large));
    const [batch, height, width, channels] = sizes as [number, number, number, number];
    const [outHeight, outWidth] = sizes.slice(-2) as [number, number];
    const extents = (index: number): Extent =>
      index === small
        ? units(batch, outHeight * outWidth * channels * 4)
        : units(batch, height * width * channels * 4);
    return [small, ...large].map((index) => {
      const extent = extents(index);
      return index === result ? writes(index, extent) : reads(index, extent);
    });
  };
}

/** Sizes of a convolution as its kernels take them; the last two are the output's. */
function readSizes(sizes: readonly number[]): {
  image: Extent;
  output: Extent;
  channels: number;
  filters: number;
  taps: number;
} {
  const [batch, height, width, channels, filters, filterHeight, filterWidth] = sizes as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [outHeight, outWidth] = sizes.slice(-2) as [number, number];
  return {
    image: units(batch, height * width * channels * 4),
    output: units(batch, outHeight * outWidth * filters * 4),
    channels,
    filters,
    taps: filterHeight * filterWidth,
  };
}

/** The same of a depthwise convolution, whose fifth number is the filters a channel. */
function readDepthwiseSizes(sizes: readonly number[]): {
  image: Extent;
  output: Extent;
  filterBytes: number;
} {
  const [, , , channels, multiplier] = sizes as [number, number, number, number, number];
  const { image, output, taps } = readSizes([
    ...sizes.slice(0, 4),
    channels * multiplier,
    ...sizes.slice(5),
  ]);
  return { image, output, filterBytes: taps * channels * multiplier * 4 };
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
    const [batch, height, width, channels, filters, , , outHeight, outWidth] = numbers.slice(5) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return [
      reads(0, units(batch, height * width * channels * 4)),
      reads(1, whole(POINTS * padToVectors(channels) * filters * 4)),
      ...readsRow(numbers, 2, filters * 4),
      writes(3, units(batch, outHeight * outWidth * filters * 4)),
      ...(numbers[15] === 0 ? [] : [writes(15, units(batch, outHeight * outWidth * filters))]),
    ];
  },
  winogradFilter: ([, , , count]) => [
    reads(0, whole(9 * count! * 4)),
    writes(1, whole(POINTS * count! * 4)),
    writes(2, whole(TEMPORARY_BYTES)),
  ],
  winogradFilterGradient: ([, , , count]) => [
    reads(0, whole(POINTS * count! * 4)),
    writes(1, whole(9 * count! * 4)),
    writes(2, whole(TEMPORARY_BYTES)),
  ],
  winogradFilterSums: (numbers) => {
    const [batch, height, width, channels, filters, , , outHeight, outWidth] = numbers.slice(3) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    return [
      reads(0, units(batch, height * width * channels * 4)),
      reads(1, units(batch, outHeight * outWidth * filters * 4)),
      writes(2, slices(POINTS * padToVectors(channels) * filters * 4)),
    ];
  },
};
