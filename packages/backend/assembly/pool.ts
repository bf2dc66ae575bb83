import { maximum4, maxPoolGradient2x2 } from './max-pool-2x2';

/** Max pooling of one shard of a batch, with any window, stride, dilation and padding. */
export function maxPool(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  y: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  const pixel = channels * 4;
  const last = ((batch * (shard + 1)) / shards) * outHeight;
  for (let outRow = ((batch * shard) / shards) * outHeight; outRow < last; outRow++) {
    const image = x + (outRow / outHeight) * height * width * pixel;
    const top = (outRow % outHeight) * strideY - padTop;
    const bottom = min(height, top + (windowHeight - 1) * dilationY + 1);
    for (let outX = 0; outX < outWidth; outX++) {
      const left = outX * strideX - padLeft;
      const right = min(width, left + (windowWidth - 1) * dilationX + 1);
      const firstX = left < 0 ? left + ((-left + dilationX - 1) / dilationX) * dilationX : left;
      const firstY = top < 0 ? top + ((-top + dilationY - 1) / dilationY) * dilationY : top;
      const to = y + (outRow * outWidth + outX) * pixel;
      let at = 0;
      for (; at + 16 <= pixel; at += 16) {
        let greatest = f32x4.splat(-Infinity);
        for (let inY = firstY; inY < bottom; inY += dilationY) {
          const row = image + inY * width * pixel + at;
          for (let inX = firstX; inX < right; inX += dilationX) {
            greatest = maximum4(greatest, v128.load(row + inX * pixel));
          }
        }
        v128.store(to + at, greatest);
      }
      for (; at < pixel; at += 4) {
        let greatest: f32 = -Infinity;
        for (let inY = firstY; inY < bottom; inY += dilationY) {
          const row = image + inY * width * pixel + at;
          for (let inX = firstX; inX < right; inX += dilationX) {
            const value = load<f32>(row + inX * pixel);
            if (value > greatest) greatest = value;
          }
        }
        store<f32>(to + at, greatest);
      }
    }
  }
}

/**
 * The gradient of {@link maxPool}: each output's gradient goes to the first pixel, row by row, that has
 * the window's largest value, and to none where no pixel is above minus infinity, as in TF.js.
 */
export function maxPoolGradient(
  shard: i32,
  shards: i32,
  scratch: i32,
  dy: i32,
  x: i32,
  dx: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  padTop: i32,
  padLeft: i32,
  outHeight: i32,
  outWidth: i32,
): void {
  const pixel = channels * 4;
  const imageBytes = height * width * pixel;
  const first = (batch * shard) / shards;
  const last = (batch * (shard + 1)) / shards;
  const isPlain = windowHeight == 2 && windowWidth == 2 && strideY == 2 && strideX == 2 && padTop == 0 && padLeft == 0;
  if (isPlain && (channels & 3) == 0 && height == 2 * outHeight && width == 2 * outWidth) {
    maxPoolGradient2x2(first, last, dy, x, dx, pixel, outHeight, outWidth);
    return;
  }
  memory.fill(dx + first * imageBytes, 0, (last - first) * imageBytes);
  for (let outRow = first * outHeight; outRow < last * outHeight; outRow++) {
    const image = (outRow / outHeight) * imageBytes;
    const top = (outRow % outHeight) * strideY - padTop;
    const bottom = min(height, top + (windowHeight - 1) * dilationY + 1);
    for (let outX = 0; outX < outWidth; outX++) {
      const left = outX * strideX - padLeft;
      const right = min(width, left + (windowWidth - 1) * dilationX + 1);
      const firstX = left < 0 ? left + ((-left + dilationX - 1) / dilationX) * dilationX : left;
      const firstY = top < 0 ? top + ((-top + dilationY - 1) / dilationY) * dilationY : top;
      const from = dy + (outRow * outWidth + outX) * pixel;
      let at = 0;
      for (; at + 16 <= pixel; at += 16) {
        let greatest = f32x4.splat(-Infinity);
        for (let inY = firstY; inY < bottom; inY += dilationY) {
          for (let inX = firstX; inX < right; inX += dilationX) {
            const value = v128.load(x + image + (inY * width + inX) * pixel + at);
            greatest = maximum4(greatest, value);
          }
        }
        const gradient = v128.load(from + at);
        let open = f32x4.gt(greatest, f32x4.splat(-Infinity));
        for (let inY = firstY; inY < bottom; inY += dilationY) {
          for (let inX = firstX; inX < right; inX += dilationX) {
            const position = image + (inY * width + inX) * pixel + at;
            const chosen = v128.and(open, f32x4.eq(v128.load(x + position), greatest));
            open = v128.andnot(open, chosen);
            const share = v128.and(gradient, chosen);
            v128.store(dx + position, f32x4.add(v128.load(dx + position), share));
          }
        }
      }
      for (; at < pixel; at += 4) {
        let greatest: f32 = -Infinity;
        let chosen = -1;
        for (let inY = firstY; inY < bottom; inY += dilationY) {
          for (let inX = firstX; inX < right; inX += dilationX) {
            const position = image + (inY * width + inX) * pixel + at;
            const value = load<f32>(x + position);
            if (value > greatest) {
              greatest = value;
              chosen = position;
            }
          }
        }
        if (chosen >= 0) {
          store<f32>(dx + chosen, load<f32>(dx + chosen) + load<f32>(from + at));
        }
      }
    }
  }
}
