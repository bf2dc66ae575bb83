import { gemm } from './gemm';
import { copyWords } from './layout';
import {
  transformFilter,
  transformFilterGradient,
  transformGradient,
  transformInput,
  transformOutput,
} from './winograd-transforms';

/**
 * 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): the image is cut into 4×4 tiles of output, a
 * tile and its filter are transformed to 36 points, at which convolving is multiplying matrices
 * [tiles, channels] · [channels, filters], and the products are transformed back. This takes a quarter
 * of the direct multiplications. Channels and filters are multiples of 4.
 *
 *     image ─Bᵀ d B─► v[point][tile][channel] ─┐
 *                                              ├─ gemm ─► m[point][tile][filter] ─Aᵀ m A─► output
 *     filter ─G g Gᵀ─► u[point][channel][filter]┘
 */
const POINTS = 36;
/** Tiles that are transformed before their products are taken; their points fit the second-level cache. */
const BLOCK = 32;
/** Bytes between the points of a block beyond its tiles, without which all points share two sets of the cache. */
const STAGGER = 64;
/** Pixels along a tile of input, and of output. */
const WINDOW = 6;
const TILE = 4;

/** Bytes of scratch memory that a convolution, forward or of the filter's gradient, needs. */
export function winogradScratchBytes(channels: i32, filters: i32): i32 {
  const points = POINTS * (BLOCK * 4 * (channels + filters) + 2 * STAGGER);
  const patch = POINTS * 4 * max(channels, filters);
  return points + patch + POINTS * 16;
}

/** `u = G g Gᵀ` for every pair of channel and filter; `count` is their number. */
export function winogradFilter(filter: i32, u: i32, temporary: i32, count: i32): void {
  const plane = count * 4;
  for (let at: i32 = 0; at < plane; at += 16) {
    for (let column: i32 = 0; column < 3; column++) {
      transformFilter(filter + at + column * plane, 3 * plane, temporary + column * 16, 48);
    }
    for (let row: i32 = 0; row < 6; row++) {
      transformFilter(temporary + row * 48, 16, u + at + row * 6 * plane, plane);
    }
  }
}

/** `Gᵀ s G`, the filter's gradient from the sums at the points. */
export function winogradFilterGradient(s: i32, gradient: i32, temporary: i32, count: i32): void {
  const plane = count * 4;
  for (let at: i32 = 0; at < plane; at += 16) {
    for (let column: i32 = 0; column < 6; column++) {
      transformFilterGradient(s + at + column * plane, 6 * plane, temporary + column * 16, 96);
    }
    for (let row: i32 = 0; row < 3; row++) {
      transformFilterGradient(temporary + row * 96, 16, gradient + at + row * 3 * plane, plane);
    }
  }
}

/** Copies the part of an image that a square window covers from (`top`, `left`), with zeros outside the image. */
function placeWindow(
  image: i32,
  height: i32,
  width: i32,
  depth: i32,
  top: i32,
  left: i32,
  size: i32,
  window: i32,
): void {
  const pixel = depth * 4;
  memory.fill(window, 0, size * size * pixel);
  const firstRow = max(0, -top);
  const lastRow = min(size, height - top);
  const firstColumn = max(0, -left);
  const bytes = (min(size, width - left) - firstColumn) * pixel;
  for (let row = firstRow; row < lastRow; row++) {
    const from = image + ((top + row) * width + left + firstColumn) * pixel;
    copyWords(from, window + (row * size + firstColumn) * pixel, bytes);
  }
}

/** Transforms the window of one tile of input to its points, `pointStep` bytes apart. */
function transformInputTile(
  image: i32,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  v: i32,
  pointStep: i32,
  patch: i32,
  temporary: i32,
): void {
  const pixel = channels * 4;
  let from = image + (top * width + left) * pixel;
  let row = width * pixel;
  if (top < 0 || left < 0 || top + WINDOW > height || left + WINDOW > width) {
    placeWindow(image, height, width, channels, top, left, WINDOW, patch);
    from = patch;
    row = WINDOW * pixel;
  }
  for (let at: i32 = 0; at < pixel; at += 16) {
    for (let column: i32 = 0; column < WINDOW; column++) {
      transformInput(from + at + column * pixel, row, temporary + column * 16, 96);
    }
    for (let point: i32 = 0; point < WINDOW; point++) {
      transformInput(temporary + point * 96, 16, v + at + point * 6 * pointStep, pointStep);
    }
  }
}

/** Transforms one tile of the output's gradient to its points, `pointStep` bytes apart. */
function transformGradientTile(
  image: i32,
  height: i32,
  width: i32,
  filters: i32,
  top: i32,
  left: i32,
  d: i32,
  pointStep: i32,
  patch: i32,
  temporary: i32,
): void {
  const pixel = filters * 4;
  let from = image + (top * width + left) * pixel;
  let row = width * pixel;
  if (top + TILE > height || left + TILE > width) {
    placeWindow(image, height, width, filters, top, left, TILE, patch);
    from = patch;
    row = TILE * pixel;
  }
  for (let at: i32 = 0; at < pixel; at += 16) {
    for (let column: i32 = 0; column < TILE; column++) {
      transformGradient(from + at + column * pixel, row, temporary + column * 16, 64);
    }
    for (let point: i32 = 0; point < WINDOW; point++) {
      transformGradient(temporary + point * 64, 16, d + at + point * 6 * pointStep, pointStep);
    }
  }
}

/** Transforms the products of one tile back, adds the bias, applies ReLU, and stores what lies in the image. */
function transformOutputTile(
  m: i32,
  pointStep: i32,
  image: i32,
  height: i32,
  width: i32,
  filters: i32,
  top: i32,
  left: i32,
  bias: i32,
  relu: bool,
  temporary: i32,
): void {
  const pixel = filters * 4;
  const rows = min(TILE, height - top);
  const columns = min(TILE, width - left);
  const square = temporary + 24 * 16;
  const least = f32x4.splat(0);
  for (let at: i32 = 0; at < pixel; at += 16) {
    for (let column: i32 = 0; column < WINDOW; column++) {
      transformOutput(m + at + column * pointStep, 6 * pointStep, temporary + column * 16, 96);
    }
    const offset = bias ? v128.load(bias + at) : least;
    for (let row = 0; row < rows; row++) {
      transformOutput(temporary + row * 96, 16, square, 16);
      const to = image + ((top + row) * width + left) * pixel + at;
      for (let column = 0; column < columns; column++) {
        let value = f32x4.add(v128.load(square + column * 16), offset);
        if (relu) value = f32x4.max(value, least);
        v128.store(to + column * pixel, value);
      }
    }
  }
}

/** Convolves one shard of a batch with filters that {@link winogradFilter} transformed. */
export function winogradConvolve(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  u: i32,
  bias: i32,
  y: i32,
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
): void {
  const across = (outWidth + TILE - 1) / TILE;
  const perImage = across * ((outHeight + TILE - 1) / TILE);
  const last = ((batch * (shard + 1)) / shards) * perImage;
  const pixelIn = channels * 4;
  const pixelOut = filters * 4;
  const stepIn = BLOCK * pixelIn + STAGGER;
  const stepOut = BLOCK * pixelOut + STAGGER;
  const v = scratch;
  const m = v + POINTS * stepIn;
  const patch = m + POINTS * stepOut;
  const temporary = patch + POINTS * 4 * max(channels, filters);
  for (let first = ((batch * shard) / shards) * perImage; first < last; first += BLOCK) {
    const tiles = min(BLOCK, last - first);
    for (let i = 0; i < tiles; i++) {
      const image = (first + i) / perImage;
      const tile = (first + i) % perImage;
      transformInputTile(
        x + (image * height * width) * pixelIn,
        height,
        width,
        channels,
        (tile / across) * TILE - padTop,
        (tile % across) * TILE - padLeft,
        v + i * pixelIn,
        stepIn,
        patch,
        temporary,
      );
    }
    for (let point: i32 = 0; point < POINTS; point++) {
      gemm(
        v + point * stepIn,
        pixelIn,
        4,
        0,
        1,
        channels,
        u + point * pixelIn * filters,
        pixelOut,
        m + point * stepOut,
        pixelOut,
        tiles,
        filters,
        false,
      );
    }
    for (let i = 0; i < tiles; i++) {
      const image = (first + i) / perImage;
      const tile = (first + i) % perImage;
      transformOutputTile(
        m + i * pixelOut,
        stepOut,
        y + (image * outHeight * outWidth) * pixelOut,
        outHeight,
        outWidth,
        filters,
        (tile / across) * TILE,
        (tile % across) * TILE,
        bias,
        relu,
        temporary,
      );
    }
  }
}

/** Sums one shard's products of input and gradient at the points into `sums + shard · [36, channels, filters]`. */
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
  const pixelIn = channels * 4;
  const pixelOut = filters * 4;
  const stepIn = BLOCK * pixelIn + STAGGER;
  const stepOut = BLOCK * pixelOut + STAGGER;
  const v = scratch;
  const d = v + POINTS * stepIn;
  const patch = d + POINTS * stepOut;
  const temporary = patch + POINTS * 4 * max(channels, filters);
  const plane = pixelIn * filters;
  const total = sums + shard * POINTS * plane;
  memory.fill(total, 0, POINTS * plane);
  for (let first = ((batch * shard) / shards) * perImage; first < last; first += BLOCK) {
    const tiles = min(BLOCK, last - first);
    for (let i = 0; i < tiles; i++) {
      const image = (first + i) / perImage;
      const tile = (first + i) % perImage;
      const top = (tile / across) * TILE;
      const left = (tile % across) * TILE;
      transformInputTile(
        x + (image * height * width) * pixelIn,
        height,
        width,
        channels,
        top - padTop,
        left - padLeft,
        v + i * pixelIn,
        stepIn,
        patch,
        temporary,
      );
      transformGradientTile(
        dy + (image * outHeight * outWidth) * pixelOut,
        outHeight,
        outWidth,
        filters,
        top,
        left,
        d + i * pixelOut,
        stepOut,
        patch,
        temporary,
      );
    }
    for (let point: i32 = 0; point < POINTS; point++) {
      gemm(
        v + point * stepIn,
        4,
        pixelIn,
        0,
        1,
        tiles,
        d + point * stepOut,
        pixelOut,
        total + point * plane,
        pixelOut,
        channels,
        filters,
        true,
      );
    }
  }
}
