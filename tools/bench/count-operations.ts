/** Multiplications and additions of one call of a kernel. */
export interface Operations {
  /** Those of the products that the kernel computes; Winograd's transforms are not counted. */
  done: number;
  /** Those of the direct computation that it stands for. */
  direct: number;
}

type Count = (...sizes: number[]) => Operations;

/** Points and pixels of output of Winograd's tile F(4×4, 3×3). */
const POINTS = 36;
const TILE = 4;
const TAPS = 9;

const directly = (products: number): Operations => ({ done: 2 * products, direct: 2 * products });

function byWinograd(
  batch: number,
  channels: number,
  filters: number,
  outHeight: number,
  outWidth: number,
): Operations {
  // Channels are filled up to whole vectors.
  const padded = Math.ceil(channels / 4) * 4;
  const tiles = batch * Math.ceil(outHeight / TILE) * Math.ceil(outWidth / TILE);
  return {
    done: 2 * POINTS * tiles * padded * filters,
    direct: 2 * TAPS * batch * outHeight * outWidth * channels * filters,
  };
}

/** Counts from a kernel's own arguments, those after scratch memory; addresses come first. */
const COUNTS: Record<string, Count> = {
  convolve: (_x, _filter, _bias, _y, batch, _h, _w, channels, filters, tapsY, tapsX, ...rest) => {
    const [outHeight, outWidth] = rest.slice(-3) as [number, number];
    return directly(batch * outHeight * outWidth * tapsY * tapsX * channels * filters);
  },
  convolutionFilterSums: (
    _x,
    _dy,
    _sums,
    batch,
    _h,
    _w,
    channels,
    filters,
    tapsY,
    tapsX,
    ...rest
  ) => {
    const [outHeight, outWidth] = rest.slice(-2) as [number, number];
    return directly(batch * outHeight * outWidth * tapsY * tapsX * channels * filters);
  },
  winogradConvolve: (_x, _u, _bias, _y, _alarm, batch, _h, _w, channels, filters, ...rest) => {
    const [outHeight, outWidth] = rest.slice(-4) as [number, number];
    return byWinograd(batch, channels, filters, outHeight, outWidth);
  },
  winogradFilterSums: (_x, _dy, _sums, batch, _h, _w, channels, filters, ...rest) => {
    const [outHeight, outWidth] = rest.slice(-2) as [number, number];
    return byWinograd(batch, channels, filters, outHeight, outWidth);
  },
  multiplyMatrices: (_a, _aRow, _aStep, _b, _bias, _out, rows, inner, columns) =>
    directly(rows * inner * columns),
};

/** Counts the operations of a call; undefined for kernels that compute no products. */
export function countOperations(
  kernel: string,
  numbers: readonly number[],
): Operations | undefined {
  return COUNTS[kernel]?.(...numbers);
}
