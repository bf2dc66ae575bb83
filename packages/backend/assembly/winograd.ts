import { gemm } from './gemm';
import { GRADIENT_TEMPORARY_BYTES, transformGradientTile } from './winograd-gradient';
import { COLUMN_BYTES, countColumns, transformStrip, transformTile } from './winograd-input';
import {
  BIAS_POINT,
  BLOCK,
  countGroups,
  GROUP,
  GROUP_BYTES,
  groupSize,
  POINT_BYTES,
  POINTS,
  TILE,
  TILE_BYTES,
} from './winograd-layout';
import { multiplyPoint, startWithBias } from './winograd-products';
import { OUTPUT_TEMPORARY_BYTES, storeOutputTile } from './winograd-output';

/**
 * 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): the image is cut into 4×4 tiles of output, a
 * tile and its filter are transformed to 36 points, at which convolving is multiplying matrices
 * [tiles, channels] · [channels, filters], and the products are transformed back. This takes a quarter
 * of the direct multiplications. Filters are a multiple of 4.
 *
 *     image ─Bᵀ d B─► v[point][tile][channel] ─┐
 *                                              ├─ gemm ─► m[point][tile][filter] ─Aᵀ m A─► output
 *     filter ─G g Gᵀ─► u[point][channel][filter]┘
 */

/** Bytes of scratch memory that a convolution, forward or of the filter's gradient, needs. */
export function winogradScratchBytes(channels: i32, filters: i32, width: i32, outWidth: i32): i32 {
  const points = GROUP_BYTES * (countGroups(channels) + countGroups(filters));
  const strip = countColumns(min(BLOCK, (outWidth + TILE - 1) / TILE)) * COLUMN_BYTES;
  const zeros = width * channels * 4 + 16;
  return points + strip + zeros + max(OUTPUT_TEMPORARY_BYTES, GRADIENT_TEMPORARY_BYTES);
}

/** Tiles from `first` to go through together: whole rows of tiles where several fit a block. */
@inline
function blockSize(first: i32, last: i32, across: i32): i32 {
  const whole = across < BLOCK ? (BLOCK / across) * across : min(BLOCK, across - (first % across));
  return min(whole, last - first);
}

/** Transforms `tiles` tiles of input from number `first` of the batch on to their points at `v`. */
function transformInputBlock(
  x: i32,
  height: i32,
  width: i32,
  channels: i32,
  padTop: i32,
  padLeft: i32,
  across: i32,
  perImage: i32,
  first: i32,
  tiles: i32,
  v: i32,
  strip: i32,
  zeros: i32,
): void {
  const pixel = channels * 4;
  for (let i = 0; i < tiles; ) {
    const tile = (first + i) % perImage;
    const column = tile % across;
    const inRow = min(tiles - i, across - column);
    const image = x + ((first + i) / perImage) * height * width * pixel;
    const top = (tile / across) * TILE - padTop;
    const left = column * TILE - padLeft;
    const groups = countGroups(channels);
    for (let group = 0; group < groups; group++) {
      const count = groupSize(channels, group);
      const from = image + group * TILE_BYTES;
      transformStrip(from, height, width, pixel, count, top, left, countColumns(inRow), strip, zeros);
      const to = v + group * GROUP_BYTES + i * TILE_BYTES;
      for (let j = 0; j < inRow; j++) {
        transformTile(strip + j * TILE * COLUMN_BYTES, to + j * TILE_BYTES, count);
      }
    }
    i += inRow;
  }
}

/**
 * Convolves one shard of a batch with filters that {@link winogradFilter} transformed, `padded` channels
 * each: as many as the image has, rounded up to a multiple of 4.
 *
 * @param pooled Where the largest values of the output's windows of 2×2 go, 0 for nowhere; the output is then even in
 *   height and width.
 * @param infinite Where 1 is stored if an infinity or a NaN was met; the output is then not to be used.
 */
export function winogradConvolve(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  u: i32,
  bias: i32,
  y: i32,
  infinite: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  filters: i32,
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
  relu: bool,
  pooled: i32,
): void {
  const across = (outWidth + TILE - 1) / TILE;
  const perImage = across * ((outHeight + TILE - 1) / TILE);
  const last = ((batch * (shard + 1)) / shards) * perImage;
  const padded = (channels + 3) & ~3;
  // A channel of zeros adds nothing but the sign of a zero, which ReLU drops.
  const multiplied = relu ? channels : padded;
  const pixel = filters * 4;
  const inGroups = countGroups(channels);
  const outGroups = countGroups(filters);
  const v = scratch;
  const m = v + inGroups * GROUP_BYTES;
  const strip = m + outGroups * GROUP_BYTES;
  const temporary = strip + countColumns(min(BLOCK, across)) * COLUMN_BYTES;
  const zeros = temporary + OUTPUT_TEMPORARY_BYTES;
  memory.fill(zeros, 0, width * channels * 4 + 16);
  let check = f32x4.splat(0);
  let tiles = 0;
  for (let first = ((batch * shard) / shards) * perImage; first < last; first += tiles) {
    tiles = blockSize(first, last, across);
    transformInputBlock(x, height, width, channels, padTop, padLeft, across, perImage, first, tiles, v, strip, zeros);
    for (let point: i32 = 0; point < POINTS; point++) {
      for (let out = 0; out < outGroups; out++) {
        const to = m + out * GROUP_BYTES + point * POINT_BYTES;
        const count = groupSize(filters, out);
        const begins = bias != 0 && point == BIAS_POINT;
        if (begins) startWithBias(to, tiles, bias + out * TILE_BYTES, count);
        for (let group = 0; group < inGroups; group++) {
          const a = v + group * GROUP_BYTES + point * POINT_BYTES;
          const b = u + (point * padded + group * GROUP) * pixel + out * TILE_BYTES;
          multiplyPoint(a, b, pixel, to, tiles, groupSize(multiplied, group), count, begins || group > 0);
        }
      }
    }
    for (let i = 0; i < tiles; ) {
      const tile = (first + i) % perImage;
      const column = tile % across;
      const inRow = min(tiles - i, across - column);
      const top = (tile / across) * TILE;
      const row = ((first + i) / perImage) * outHeight + top;
      const image = y + row * outWidth * pixel;
      const windows = pooled + ((row * outWidth) / 4) * pixel;
      for (let j = 0; j < inRow; j++) {
        const left = (column + j) * TILE;
        for (let out = 0; out < outGroups; out++) {
          const at = left * pixel + out * TILE_BYTES;
          const tileCheck = storeOutputTile(
            m + out * GROUP_BYTES + (i + j) * TILE_BYTES,
            image + at,
            outWidth * pixel,
            pixel,
            outHeight - top,
            outWidth - left,
            groupSize(filters, out),
            relu,
            pooled ? windows + (left / 2) * pixel + out * TILE_BYTES : 0,
            (outWidth / 2) * pixel,
            temporary,
          );
          check = v128.or(check, tileCheck);
        }
      }
      i += inRow;
    }
  }
  if (v128.any_true(f32x4.ne(check, check))) store<i32>(infinite, 1);
}

/**
 * Sums one shard's products of input and gradient at the points into `sums + shard · [36, padded, filters]`,
 * `padded` being `channels` rounded up to a multiple of 4.
 */
export function winogradFilterSums(
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
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  const across = (outWidth + TILE - 1) / TILE;
  const perImage = across * ((outHeight + TILE - 1) / TILE);
  const last = ((batch * (shard + 1)) / shards) * perImage;
  const padded = (channels + 3) & ~3;
  const pixel = filters * 4;
  const inGroups = countGroups(channels);
  const outGroups = countGroups(filters);
  const v = scratch;
  const d = v + inGroups * GROUP_BYTES;
  const strip = d + outGroups * GROUP_BYTES;
  const temporary = strip + countColumns(min(BLOCK, across)) * COLUMN_BYTES;
  const zeros = temporary + GRADIENT_TEMPORARY_BYTES;
  memory.fill(zeros, 0, width * channels * 4 + 16);
  const plane = padded * pixel;
  const total = sums + shard * POINTS * plane;
  memory.fill(total, 0, POINTS * plane);
  let tiles = 0;
  for (let first = ((batch * shard) / shards) * perImage; first < last; first += tiles) {
    tiles = blockSize(first, last, across);
    transformInputBlock(x, height, width, channels, padTop, padLeft, across, perImage, first, tiles, v, strip, zeros);
    for (let i = 0; i < tiles; ) {
      const tile = (first + i) % perImage;
      const column = tile % across;
      const inRow = min(tiles - i, across - column);
      const top = (tile / across) * TILE;
      const image = dy + (((first + i) / perImage) * outHeight + top) * outWidth * pixel;
      for (let j = 0; j < inRow; j++) {
        const left = (column + j) * TILE;
        for (let out = 0; out < outGroups; out++) {
          transformGradientTile(
            image + left * pixel + out * TILE_BYTES,
            outWidth * pixel,
            pixel,
            outHeight - top,
            outWidth - left,
            groupSize(filters, out),
            d + out * GROUP_BYTES + (i + j) * TILE_BYTES,
            temporary,
          );
        }
      }
      i += inRow;
    }
    for (let point: i32 = 0; point < POINTS; point++) {
      for (let group = 0; group < inGroups; group++) {
        for (let out = 0; out < outGroups; out++) {
          const a = v + group * GROUP_BYTES + point * POINT_BYTES;
          const b = d + out * GROUP_BYTES + point * POINT_BYTES;
          const to = total + point * plane + group * GROUP * pixel + out * TILE_BYTES;
          gemm(a, 4, TILE_BYTES, 0, 1, tiles, b, TILE_BYTES, to, pixel, groupSize(padded, group), groupSize(filters, out), true);
        }
      }
    }
  }
}
