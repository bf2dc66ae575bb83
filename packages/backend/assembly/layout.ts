import { relu4 } from './elementwise';

/** Copies `bytes` bytes, a multiple of 4. Inline copies beat `memory.copy` on the short rows here. */
@inline
export function copyWords(from: i32, to: i32, bytes: i32): void {
  let at = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(to + at, v128.load(from + at));
  for (; at < bytes; at += 4) store<u32>(to + at, load<u32>(from + at));
}

/**
 * Places an image `[height, width, depth]` in a window `[rows, columns, depth]` of zeros: its pixel
 * (y, x) comes to (`top` + y · `spreadY`, `left` + x · `spreadX`), and what falls outside is left out. A
 * spread above 1 puts zeros between pixels, which turns the gradient of a strided convolution into a
 * convolution of stride 1.
 */
export function placeImage(
  image: i32,
  height: i32,
  width: i32,
  depth: i32,
  top: i32,
  left: i32,
  spreadY: i32,
  spreadX: i32,
  window: i32,
  rows: i32,
  columns: i32,
): void {
  const pixel = depth * 4;
  memory.fill(window, 0, rows * columns * pixel);
  const firstColumn = max(0, -left);
  const contiguous = (min(width, columns - left) - firstColumn) * pixel;
  for (let y = 0; y < height; y++) {
    const row = top + y * spreadY;
    if (row < 0 || row >= rows) continue;
    const from = image + y * width * pixel;
    const to = window + (row * columns + left) * pixel;
    if (spreadX == 1) {
      const offset = firstColumn * pixel;
      copyWords(from + offset, to + offset, contiguous);
      continue;
    }
    for (let x = 0; x < width; x++) {
      const column = left + x * spreadX;
      if (column < 0 || column >= columns) continue;
      copyWords(from + x * pixel, to + x * spreadX * pixel, pixel);
    }
  }
}

/** Copies rows of `columns` numbers between matrices whose rows have different strides, in bytes. */
export function copyRows(from: i32, fromRow: i32, to: i32, toRow: i32, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    copyWords(from + row * fromRow, to + row * toRow, columns * 4);
  }
}

/** Stores one number. */
export function storeNumber(to: i32, value: f32): void {
  store<f32>(to, value);
}

/** Copies a matrix `[rows, columns]` to rows of `stride` bytes and fills what is left of them with zeros. */
export function padRows(from: i32, to: i32, stride: i32, rows: i32, columns: i32): void {
  memory.fill(to, 0, rows * stride);
  copyRows(from, columns * 4, to, stride, rows, columns);
}

/** Transposes a matrix `[rows, columns]` to rows of `stride` bytes and fills what is left of them with zeros. */
export function transposeRows(from: i32, to: i32, stride: i32, rows: i32, columns: i32): void {
  memory.fill(to, 0, columns * stride);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      store<u32>(to + column * stride + row * 4, load<u32>(from + (row * columns + column) * 4));
    }
  }
}

/**
 * Turns a filter `[taps, channels, filters]` by 180 degrees and swaps channels with filters, to rows of
 * `stride` bytes: the filter by which the output's gradient is convolved to the input's.
 */
export function flipFilter(
  from: i32,
  to: i32,
  stride: i32,
  taps: i32,
  channels: i32,
  filters: i32,
): void {
  const plane = channels * filters * 4;
  for (let tap = 0; tap < taps; tap++) {
    transposeRows(from + (taps - 1 - tap) * plane, to, stride, channels, filters);
    to += filters * stride;
  }
}

/** Adds a bias to each row and applies ReLU; `columns` is a multiple of 4, `bias` may be 0 for none. */
export function finishRows(
  out: i32,
  outRow: i32,
  rows: i32,
  columns: i32,
  bias: i32,
  relu: bool,
): void {
  if (bias == 0 && !relu) return;
  const bytes = columns * 4;
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < bytes; at += 16) {
      let value = v128.load(out + at);
      if (bias) value = f32x4.add(value, v128.load(bias + at));
      if (relu) value = relu4(value);
      v128.store(out + at, value);
    }
    out += outRow;
  }
}

/** The first byte of memory that the kernels' own constants leave free. */
export function heapBase(): i32 {
  return <i32>__heap_base;
}
