import {
  type Access,
  type Describe,
  type Extent,
  padToVectors,
  reads,
  readsRow,
  slices,
  units,
  vectors,
  vectorsByCount,
  whole,
  writes,
} from './extents.ts';
import { windowAccesses } from './window-accesses.ts';

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

const rowwise: Describe = ([, , rows, columns]) => [
  reads(0, units(rows!, columns! * 4)),
  writes(1, units(rows!, columns! * 4)),
];

/**
 * What every kernel reads and writes, by its own numbers, those behind scratch memory. `tests/steps/access.test.ts`
 * holds the kernels to it. Not here are those that compute again what infinities have spoilt: no step with one is
 * recorded.
 */
const ACCESSES: Readonly<Record<string, Describe>> = {
  ...windowAccesses,
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
  divideBytes: ([, count]) => [reads(0, whole(count! * 4)), writes(0, whole(count! * 4))],
  dropout: (numbers) => {
    const extent = vectorsByCount(numbers[2]!);
    return [reads(0, extent), writes(1, extent), ...readsRow(numbers, 5, 4)];
  },
  flipFilter: ([, , stride, taps, channels, filters]) => [
    reads(0, whole(taps! * channels! * filters! * 4)),
    writes(1, whole(taps! * filters! * stride!)),
  ],
  multiplyMatrices: (numbers) => {
    const [, aRow, aStep, , , , rows, inner, columns] = numbers;
    const isByRows = aStep === 4 && aRow === inner! * 4;
    const row = padToVectors(columns!) * 4;
    return [
      reads(0, isByRows ? units(rows!, inner! * 4) : whole(rows! * inner! * 4)),
      reads(3, whole(inner! * row)),
      ...readsRow(numbers, 4, columns! * 4),
      writes(5, units(rows!, columns! * 4)),
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
  // A question about sizes.
  winogradScratchBytes: () => [],
  ...Object.fromEntries(
    ['add', 'divide', 'divideInto', 'greater', 'multiply', 'prelu', 'subtract', 'subtractFrom'].map(
      (kernel) => [kernel, zip],
    ),
  ),
  ...Object.fromEntries(
    ['negate', 'relu', 'relu6', 'square', 'squareRoot', 'unitStep'].map((kernel) => [
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
