/** Average pooling of one shard of a batch: the mean of what of a window lies in the image. Arguments as of `maxPool`. */
export function averagePool(
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
    const firstY = max(0, top);
    const lastY = min(height, top + windowHeight);
    for (let outX = 0; outX < outWidth; outX++) {
      const left = outX * strideX - padLeft;
      const firstX = max(0, left);
      const lastX = min(width, left + windowWidth);
      const count = <f32>(max(0, lastY - firstY) * max(0, lastX - firstX));
      const to = y + (outRow * outWidth + outX) * pixel;
      let at = 0;
      for (; at + 16 <= pixel; at += 16) {
        let sum = f32x4.splat(0);
        for (let inY = firstY; inY < lastY; inY++) {
          const row = image + inY * width * pixel + at;
          for (let inX = firstX; inX < lastX; inX++) sum = f32x4.add(sum, v128.load(row + inX * pixel));
        }
        v128.store(to + at, f32x4.div(sum, f32x4.splat(count)));
      }
      for (; at < pixel; at += 4) {
        let sum: f32 = 0;
        for (let inY = firstY; inY < lastY; inY++) {
          const row = image + inY * width * pixel + at;
          for (let inX = firstX; inX < lastX; inX++) sum += load<f32>(row + inX * pixel);
        }
        store<f32>(to + at, sum / count);
      }
    }
  }
}

/**
 * The gradient of {@link averagePool} as TF.js has it: each pixel of a window gets the output's gradient divided
 * by all of the window's pixels, those outside the image too.
 */
export function averagePoolGradient(
  shard: i32,
  shards: i32,
  scratch: i32,
  dy: i32,
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
  const count = <f32>(windowHeight * windowWidth);
  memory.fill(dx + first * imageBytes, 0, (last - first) * imageBytes);
  for (let outRow = first * outHeight; outRow < last * outHeight; outRow++) {
    const image = dx + (outRow / outHeight) * imageBytes;
    const top = (outRow % outHeight) * strideY - padTop;
    const lastY = min(height, top + windowHeight);
    for (let outX = 0; outX < outWidth; outX++) {
      const left = outX * strideX - padLeft;
      const lastX = min(width, left + windowWidth);
      const from = dy + (outRow * outWidth + outX) * pixel;
      for (let inY = max(0, top); inY < lastY; inY++) {
        for (let inX = max(0, left); inX < lastX; inX++) {
          const to = image + (inY * width + inX) * pixel;
          let at = 0;
          for (; at + 16 <= pixel; at += 16) {
            const share = f32x4.div(v128.load(from + at), f32x4.splat(count));
            v128.store(to + at, f32x4.add(v128.load(to + at), share));
          }
          for (; at < pixel; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at) / count);
        }
      }
    }
  }
}
