/** The largest value of four channels in a window; a NaN is passed over, as in TF.js. */
@inline
export function maximum4(greatest: v128, value: v128): v128 {
  return f32x4.pmax(greatest, value);
}

/**
 * Gives the gradient of one window's maximum, four channels, to the first pixel that has it, row by row, if it is
 * above `least`, and zero to the others.
 *
 * @param read The window's first pixel; `write` is where its gradient goes.
 * @returns The gradient that one of the pixels got.
 */
@inline
function spreadGradient(gradient: v128, read: i32, write: i32, pixel: i32, rowBytes: i32, least: v128): v128 {
  const a = v128.load(read);
  const b = v128.load(read + pixel);
  const c = v128.load(read + rowBytes);
  const d = v128.load(read + rowBytes + pixel);
  const greatest = maximum4(maximum4(maximum4(maximum4(least, a), b), c), d);
  let open = v128.and(gradient, f32x4.gt(greatest, least));
  const given = open;
  const isA = f32x4.eq(a, greatest);
  v128.store(write, v128.and(open, isA));
  open = v128.andnot(open, isA);
  const isB = f32x4.eq(b, greatest);
  v128.store(write + pixel, v128.and(open, isB));
  open = v128.andnot(open, isB);
  const isC = f32x4.eq(c, greatest);
  v128.store(write + rowBytes, v128.and(open, isC));
  // Where none of the first three has the maximum, the last one does.
  v128.store(write + rowBytes + pixel, v128.andnot(open, isC));
  return given;
}

/**
 * The gradient of max pooling with windows of 2×2 that neither overlap nor reach into padding, images `first` up to
 * `last` of `[2 · outHeight, 2 · outWidth, channels]`, whole vectors of channels: every pixel is written once.
 */
export function maxPoolGradient2x2(
  first: i32,
  last: i32,
  dy: i32,
  x: i32,
  dx: i32,
  pixel: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  const rowBytes = 2 * outWidth * pixel;
  const least = f32x4.splat(-Infinity);
  for (let outRow = first * outHeight; outRow < last * outHeight; outRow++) {
    let offset = 2 * outRow * rowBytes;
    let from = dy + outRow * outWidth * pixel;
    for (let outX = 0; outX < outWidth; outX++) {
      for (let at = 0; at < pixel; at += 16) {
        const to = offset + at;
        spreadGradient(v128.load(from + at), x + to, dx + to, pixel, rowBytes, least);
      }
      offset += 2 * pixel;
      from += pixel;
    }
  }
}

/**
 * The gradients of {@link maxPoolGradient2x2} and of the ReLU before it in one pass, one shard of a batch, and its sums
 * over the pixels, the gradient of a bias: a window's gradient goes on where its maximum, an output `y` of ReLU, is
 * above zero. The sums go to `sums + shard · [channels]`, window by window.
 */
export function maxPoolReluGradientSums(
  shard: i32,
  shards: i32,
  scratch: i32,
  dy: i32,
  y: i32,
  dz: i32,
  sums: i32,
  batch: i32,
  outHeight: i32,
  outWidth: i32,
  channels: i32,
): void {
  const pixel = channels * 4;
  const rowBytes = 2 * outWidth * pixel;
  const total = sums + shard * pixel;
  memory.fill(total, 0, pixel);
  const last = ((batch * (shard + 1)) / shards) * outHeight;
  for (let outRow = ((batch * shard) / shards) * outHeight; outRow < last; outRow++) {
    let offset = 2 * outRow * rowBytes;
    let from = dy + outRow * outWidth * pixel;
    for (let outX = 0; outX < outWidth; outX++) {
      for (let at = 0; at < pixel; at += 16) {
        const to = offset + at;
        const given = spreadGradient(v128.load(from + at), y + to, dz + to, pixel, rowBytes, f32x4.splat(0));
        v128.store(total + at, f32x4.add(v128.load(total + at), given));
      }
      offset += 2 * pixel;
      from += pixel;
    }
  }
}
