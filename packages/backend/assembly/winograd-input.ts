import { POINT_BYTES, TILE, TILE_BYTES, WINDOW } from './winograd-layout';
import { FOURS, transformInput, TWOS } from './winograd-transforms';

/** Bytes of a column of a strip: its six points, 16 channels each. */
export const COLUMN_BYTES = WINDOW * TILE_BYTES;

/** Four channels of a pixel, of which the last `4 - count` are made zero where `count` is below 4. */
@inline
function loadChannels(at: i32, mask: v128, masked: bool): v128 {
  const value = v128.load(at);
  return masked ? v128.and(value, mask) : value;
}

/** One column of six rows to its points, four channels. */
@inline
function transformColumn(r0: i32, r1: i32, r2: i32, r3: i32, r4: i32, r5: i32, to: i32, two: v128, four: v128, mask: v128, masked: bool): void {
  const d0 = loadChannels(r0, mask, masked);
  const d1 = loadChannels(r1, mask, masked);
  const d2 = loadChannels(r2, mask, masked);
  const d3 = loadChannels(r3, mask, masked);
  const d4 = loadChannels(r4, mask, masked);
  const d5 = loadChannels(r5, mask, masked);
  transformInput(d0, d1, d2, d3, d4, d5, to, TILE_BYTES, two, four);
}

/**
 * The vertical half of the input's transform for a row of tiles: `strip[column][point][16 channels]`.
 *
 * Neighbouring tiles share two of their six columns, so a column is transformed once for both. Rows and
 * columns outside the image are zeros.
 *
 * @param image The image `[height, width, channels]` at the group's first channel.
 * @param count Channels of the group, 1 to 16.
 * @param zeros A row of zeros, as long as a row of the image.
 */
export function transformStrip(
  image: i32,
  height: i32,
  width: i32,
  pixel: i32,
  count: i32,
  top: i32,
  left: i32,
  columns: i32,
  strip: i32,
  zeros: i32,
): void {
  const rowBytes = width * pixel;
  const first = min(max(0, -left), columns);
  const last = max(first, min(columns, width - left));
  memory.fill(strip, 0, first * COLUMN_BYTES);
  memory.fill(strip + last * COLUMN_BYTES, 0, (columns - last) * COLUMN_BYTES);
  const start = (left + first) * pixel;
  let r0 = start + (<u32>top < <u32>height ? image + top * rowBytes : zeros);
  let r1 = start + (<u32>(top + 1) < <u32>height ? image + (top + 1) * rowBytes : zeros);
  let r2 = start + (<u32>(top + 2) < <u32>height ? image + (top + 2) * rowBytes : zeros);
  let r3 = start + (<u32>(top + 3) < <u32>height ? image + (top + 3) * rowBytes : zeros);
  let r4 = start + (<u32>(top + 4) < <u32>height ? image + (top + 4) * rowBytes : zeros);
  let r5 = start + (<u32>(top + 5) < <u32>height ? image + (top + 5) * rowBytes : zeros);
  const two = v128.load(TWOS);
  const four = v128.load(FOURS);
  const whole = (count >> 2) * 16;
  const rest = count & 3;
  const mask = i32x4(-1, rest > 1 ? -1 : 0, rest > 2 ? -1 : 0, 0);
  for (let column = first; column < last; column++) {
    const to = strip + column * COLUMN_BYTES;
    for (let at: i32 = 0; at < whole; at += 16) {
      transformColumn(r0 + at, r1 + at, r2 + at, r3 + at, r4 + at, r5 + at, to + at, two, four, mask, false);
    }
    if (rest) {
      transformColumn(r0 + whole, r1 + whole, r2 + whole, r3 + whole, r4 + whole, r5 + whole, to + whole, two, four, mask, true);
    }
    r0 += pixel;
    r1 += pixel;
    r2 += pixel;
    r3 += pixel;
    r4 += pixel;
    r5 += pixel;
  }
}

/** The horizontal half: the tile whose first column is at `strip` to its 36 points at `v`; `count` as above. */
export function transformTile(strip: i32, v: i32, count: i32): void {
  const bytes = ((count + 3) >> 2) * 16;
  const two = v128.load(TWOS);
  const four = v128.load(FOURS);
  for (let point: i32 = 0; point < WINDOW; point++) {
    for (let at: i32 = 0; at < bytes; at += 16) {
      const from = strip + at;
      const to = v + at;
      const d0 = v128.load(from);
      const d1 = v128.load(from, COLUMN_BYTES);
      const d2 = v128.load(from, 2 * COLUMN_BYTES);
      const d3 = v128.load(from, 3 * COLUMN_BYTES);
      const d4 = v128.load(from, 4 * COLUMN_BYTES);
      const d5 = v128.load(from, 5 * COLUMN_BYTES);
      transformInput(d0, d1, d2, d3, d4, d5, to, POINT_BYTES, two, four);
    }
    strip += TILE_BYTES;
    v += WINDOW * POINT_BYTES;
  }
}

/** Columns of input that so many tiles side by side depend on. */
@inline
export function countColumns(tiles: i32): i32 {
  return tiles * TILE + WINDOW - TILE;
}
