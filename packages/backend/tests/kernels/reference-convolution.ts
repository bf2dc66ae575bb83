import type { ConvolutionShape } from '../../src/kernels/convolution-shape.ts';

/** Calls `visit(x, filter, y)` with the three indices of every multiplication of a convolution. */
function visitProducts(
  s: ConvolutionShape,
  visit: (x: number, filter: number, y: number) => void,
): void {
  for (let n = 0; n < s.batch; n++)
    for (let oy = 0; oy < s.outHeight; oy++)
      for (let ox = 0; ox < s.outWidth; ox++)
        for (let fy = 0; fy < s.filterHeight; fy++)
          for (let fx = 0; fx < s.filterWidth; fx++) {
            const y = oy * s.strideY + fy * s.dilationY - s.padTop;
            const x = ox * s.strideX + fx * s.dilationX - s.padLeft;
            if (y < 0 || y >= s.height || x < 0 || x >= s.width) continue;
            const input = ((n * s.height + y) * s.width + x) * s.channels;
            const output = ((n * s.outHeight + oy) * s.outWidth + ox) * s.filters;
            const tap = (fy * s.filterWidth + fx) * s.channels;
            for (let c = 0; c < s.channels; c++)
              for (let k = 0; k < s.filters; k++)
                visit(input + c, (tap + c) * s.filters + k, output + k);
          }
}

/** Convolution in double precision, by its definition. */
export function referenceConvolution(
  shape: ConvolutionShape,
  x: Float32Array,
  filter: Float32Array,
): Float64Array {
  const y = new Float64Array(shape.batch * shape.outHeight * shape.outWidth * shape.filters);
  visitProducts(shape, (i, j, k) => {
    y[k]! += x[i]! * filter[j]!;
  });
  return y;
}

/** The gradients of a convolution's input and filter in double precision, by their definition. */
export function referenceGradients(
  shape: ConvolutionShape,
  x: Float32Array,
  filter: Float32Array,
  dy: Float32Array,
): { dx: Float64Array; dFilter: Float64Array } {
  const dx = new Float64Array(x.length);
  const dFilter = new Float64Array(filter.length);
  visitProducts(shape, (i, j, k) => {
    dx[i]! += dy[k]! * filter[j]!;
    dFilter[j]! += dy[k]! * x[i]!;
  });
  return { dx, dFilter };
}
