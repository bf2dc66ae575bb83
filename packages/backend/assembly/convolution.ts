import { gemm } from './gemm';
import { copyRows, finishRows, padRows, placeImage } from './layout';

/**
 * Direct convolution of one shard of a batch, with any filter, stride, dilation and padding.
 *
 * An image is placed in a window of zeros that holds its padding. There a row of the filter meets
 * `filterWidth · channels` numbers that lie side by side, so each row of output is one product of
 * matrices that reads the window in place. `filter` and `bias` have `padded` columns, `filters` rounded
 * up to a multiple of 4. `spreadY` and `spreadX` are 1 except for the input's gradient, see
 * {@link placeImage}. Scratch memory holds the window and one padded row of output.
 */
export function convolve(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  filter: i32,
  bias: i32,
  y: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  spreadY: i32,
  spreadX: i32,
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
  relu: bool,
): void {
  const padded = (filters + 3) & ~3;
  const rows = (outHeight - 1) * strideY + (filterHeight - 1) * dilationY + 1;
  const columns = (outWidth - 1) * strideX + (filterWidth - 1) * dilationX + 1;
  const pixel = channels * 4;
  const windowRow = columns * pixel;
  const spare = scratch + rows * windowRow;
  const outPixel = filters * 4;
  const taps = dilationX == 1 ? 1 : filterWidth;
  const inner = dilationX == 1 ? filterWidth * channels : channels;
  const last = (batch * (shard + 1)) / shards;
  for (let image = (batch * shard) / shards; image < last; image++) {
    const from = x + image * height * width * pixel;
    placeImage(from, height, width, channels, padTop, padLeft, spreadY, spreadX, scratch, rows, columns);
    for (let outY = 0; outY < outHeight; outY++) {
      const to = y + (image * outHeight + outY) * outWidth * outPixel;
      const row = padded == filters ? to : spare;
      for (let tap = 0; tap < taps; tap++) {
        const b = filter + tap * inner * padded * 4;
        if (taps == 1) {
          const a = scratch + outY * strideY * windowRow;
          gemm(a, strideX * pixel, 4, dilationY * windowRow, filterHeight, inner, b, padded * 4, row, padded * 4, outWidth, padded, false);
          break;
        }
        for (let filterY = 0; filterY < filterHeight; filterY++) {
          const a = scratch + (outY * strideY + filterY * dilationY) * windowRow + tap * dilationX * pixel;
          const plane = b + filterY * filterWidth * inner * padded * 4;
          gemm(a, strideX * pixel, 4, 0, 1, inner, plane, padded * 4, row, padded * 4, outWidth, padded, tap > 0 || filterY > 0);
        }
      }
      finishRows(row, padded * 4, outWidth, padded, bias, relu);
      if (row != to) copyRows(row, padded * 4, to, outPixel, outWidth, filters);
    }
  }
}

/**
 * Sums one shard's part of the gradient of a filter into `sums + shard · [taps, channels, padded]`,
 * `padded` being `filters` rounded up to a multiple of 4. Scratch memory as in {@link convolve}.
 */
export function convolutionFilterSums(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  dy: i32,
  sums: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  filterHeight: i32,
  filterWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  const padded = (filters + 3) & ~3;
  const rows = (outHeight - 1) * strideY + (filterHeight - 1) * dilationY + 1;
  const columns = (outWidth - 1) * strideX + (filterWidth - 1) * dilationX + 1;
  const pixel = channels * 4;
  const windowRow = columns * pixel;
  const spare = scratch + rows * windowRow;
  const outPixel = filters * 4;
  const taps = dilationX == 1 ? 1 : filterWidth;
  const inner = dilationX == 1 ? filterWidth * channels : channels;
  const tapBytes = inner * padded * 4;
  const total = sums + shard * filterHeight * filterWidth * channels * padded * 4;
  memory.fill(total, 0, filterHeight * filterWidth * channels * padded * 4);
  const last = (batch * (shard + 1)) / shards;
  for (let image = (batch * shard) / shards; image < last; image++) {
    const from = x + image * height * width * pixel;
    placeImage(from, height, width, channels, padTop, padLeft, 1, 1, scratch, rows, columns);
    for (let outY = 0; outY < outHeight; outY++) {
      let gradient = dy + (image * outHeight + outY) * outWidth * outPixel;
      if (padded != filters) {
        padRows(gradient, spare, padded * 4, outWidth, filters);
        gradient = spare;
      }
      for (let filterY = 0; filterY < filterHeight; filterY++) {
        const row = scratch + (outY * strideY + filterY * dilationY) * windowRow;
        for (let tap = 0; tap < taps; tap++) {
          const out = total + (filterY * taps + tap) * tapBytes;
          gemm(row + tap * dilationX * pixel, 4, strideX * pixel, 0, 1, outWidth, gradient, padded * 4, out, padded * 4, inner, padded, true);
        }
      }
    }
  }
}
