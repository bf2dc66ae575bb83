import { SHARDS } from '../shards.ts';

/**
 * Where each shard's part of a stretch of memory begins, in bytes from the stretch's own begin, and where the last
 * one's ends: `SHARDS` + 1 numbers.
 */
export type Bounds = readonly number[];

/** What a call of a kernel does with a stretch of memory. */
export interface Access {
  /** Which of the call's numbers is the address. */
  readonly index: number;
  /** Bytes from the address on. */
  readonly bytes: number;
  readonly writes: boolean;
  /** The part that each shard keeps to; undefined where any shard may touch all of it. */
  readonly bounds: Bounds | undefined;
}

type Extent = Pick<Access, 'bytes' | 'bounds'>;
type Describe = (numbers: readonly number[]) => Access[];

/** All of it, for every shard. */
function whole(bytes: number): Extent {
  return { bytes, bounds: undefined };
}

/** Units of so many bytes, cut as kernels cut images and rows. */
function units(count: number, bytes: number): Extent {
  return cut((shard) => Math.floor((count * shard) / SHARDS) * bytes);
}

/** Float32 numbers in whole vectors, cut as `shardStart` of assembly/elementwise.ts cuts them. */
function vectors(count: number): Extent {
  const end = Math.ceil(count / 4) * 16;
  return cut((shard) => (shard === SHARDS ? end : (Math.floor((count * shard) / SHARDS) & ~3) * 4));
}

/** Whole vectors, cut as `adamStep` and `dropout` cut them. */
function vectorsByCount(count: number): Extent {
  return units(Math.ceil(count / 4), 16);
}

/** As many bytes a shard, whatever the batch: sums of which every shard has its own. */
function slices(bytes: number): Extent {
  return cut((shard) => shard * bytes);
}

function cut(boundOf: (shard: number) => number): Extent {
  const bounds = Array.from({ length: SHARDS + 1 }, (_, shard) => boundOf(shard));
  return { bytes: bounds[SHARDS]!, bounds };
}

const reads = (index: number, extent: Extent): Access => ({ index, ...extent, writes: false });
const writes = (index: number, extent: Extent): Access => ({ index, ...extent, writes: true });

/** A bias, a scale and their like, which are 0 where there is none. */
function readsRow(numbers: readonly number[], index: number, bytes: number): Access[] {
  return numbers[index] === 0 ? [] : [reads(index, whole(bytes))];
}

const padToVectors = (count: number): number => Math.ceil(count / 4) * 4;

/** Operations on numbers of one or more operands, of which the result is the last address. */
function elementwise(operands: number, extentOf: (count: number) => Extent): Describe {
  return (numbers) => {
    const extent = extentOf(numbers[operands + 1]!);
    const read = Array.from({ length: operands }, (_, index) => reads(index, extent));
    return [...read, writes(operands, extent)];
  };
}

/** Operations of two operands of which the second repeats. */
const zip: Describe = ([, , , count, period]) => {
  const [numbers, row] = [vectors(count!), whole(period! * 4)];
  return [reads(0, numbers), reads(1, period === count ? numbers : row), writes(2, numbers)];
};

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

const rowwise: Describe = ([, , rows, columns]) => [
  reads(0, units(rows!, columns! * 4)),
  writes(1, units(rows!, columns! * 4)),
];

const POINTS = 36;
const TEMPORARY_BYTES = POINTS * 16;

/**
 * What every kernel reads and writes, by its own numbers, those behind scratch memory. `tests/steps/access.test.ts`
 * holds the kernels to it. Not here are those that compute again what infinities have spoilt: no step with one is
 * recorded.
 */
const ACCESSES: Readonly<Record<string, Describe>> = {
  adamStep: ([, , , , , , , count]) => {
    const extent = vectorsByCount(count!);
    const before = [0, 1, 2, 3].map((index) => reads(index, extent));
    const after = [4, 5, 6].map((index) => writes(index, extent));
    return [...before, ...after, reads(14, whole(8))];
  },
  addShards: ([, shards, count]) => [
    reads(0, whole(shards! * count! * 4)),
    writes(3, whole(count! * 4)),
  ],
  areFinite: ([, count]) => [reads(0, whole(count! * 4))],
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
  copyRows: ([, fromRow, , toRow, rows, columns]) => [
    reads(0, whole((rows! - 1) * fromRow! + columns! * 4)),
    writes(2, whole((rows! - 1) * toRow! + columns! * 4)),
  ],
  crossEntropy: ([, , , , , rows, columns]) => [
    reads(0, units(rows!, columns! * 4)),
    reads(1, units(rows!, 4)),
    writes(2, units(rows!, 4)),
    writes(3, units(rows!, 4)),
    writes(4, units(rows!, columns! * 4)),
  ],
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
  dropout: (numbers) => {
    const extent = vectorsByCount(numbers[2]!);
    return [reads(0, extent), writes(1, extent), ...readsRow(numbers, 5, 4)];
  },
  flipFilter: ([, , stride, taps, channels, filters]) => [
    reads(0, whole(taps! * channels! * filters! * 4)),
    writes(1, whole(taps! * filters! * stride!)),
  ],
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
  multiplyMatrices: (numbers) => {
    const [, aRow, aStep, , , , rows, inner, columns] = numbers as [
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
    const isByRows = aStep === 4 && aRow === inner * 4;
    const row = padToVectors(columns) * 4;
    return [
      reads(0, isByRows ? units(rows, inner * 4) : whole(rows * inner * 4)),
      reads(3, whole(inner * row)),
      ...readsRow(numbers, 4, columns * 4),
      writes(5, units(rows, columns * 4)),
    ];
  },
  normalizeBatch: (numbers) => {
    const [rows, columns] = numbers.slice(6) as [number, number];
    const extent = units(rows, columns * 4);
    const rowsOf = [1, 2, 3, 4].flatMap((index) => readsRow(numbers, index, columns * 4));
    return [reads(0, extent), ...rowsOf, writes(5, extent)];
  },
  padRows: ([, , stride, rows, columns]) => [
    reads(0, whole(rows! * columns! * 4)),
    writes(1, whole(rows! * stride!)),
  ],
  reluGradientSums: ([, , , , batch, rows, columns]) => {
    const image = units(batch!, rows! * columns! * 4);
    return [reads(0, image), reads(1, image), writes(2, image), writes(3, slices(columns! * 4))];
  },
  softmax: rowwise,
  storeNumber: () => [writes(0, whole(4))],
  sumColumns: ([, , rows, columns]) => [
    reads(0, units(rows!, columns! * 4)),
    writes(1, slices(columns! * 4)),
  ],
  sumRows: ([, , rows, columns]) => [
    reads(0, units(rows!, columns! * 4)),
    writes(1, units(rows!, 4)),
  ],
  transposeRows: ([, , stride, rows, columns]) => [
    reads(0, whole(rows! * columns! * 4)),
    writes(1, whole(columns! * stride!)),
  ],
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
  // A question about sizes.
  winogradScratchBytes: () => [],
  ...Object.fromEntries(
    ['add', 'divide', 'divideInto', 'greater', 'multiply', 'subtract', 'subtractFrom'].map(
      (kernel) => [kernel, zip],
    ),
  ),
  ...Object.fromEntries(
    ['negate', 'relu', 'square', 'squareRoot', 'unitStep'].map((kernel) => [
      kernel,
      elementwise(1, vectors),
    ]),
  ),
  eluGradient: elementwise(2, vectors),
  reluGradient: elementwise(2, vectors),
  select: elementwise(3, vectors),
  ...Object.fromEntries(
    [
      'elu',
      'exponential',
      'leakyRelu',
      'logarithm',
      'reciprocalRoot',
      'sigmoid',
      'softplus',
      'tanh',
    ].map((kernel) => [kernel, elementwise(1, (count) => units(count, 4))]),
  ),
};

/** What a call reads and writes; undefined where the kernel has not said. */
export function describeAccesses(
  kernel: string,
  numbers: readonly number[],
): readonly Access[] | undefined {
  return ACCESSES[kernel]?.(numbers);
}
