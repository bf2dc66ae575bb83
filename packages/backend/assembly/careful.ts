import { relu4 } from './elementwise';

/**
 * Convolution by its definition, tap by tap, for numbers with an infinity or a NaN among them: what falls
 * into the padding is left out, as in TF.js, where the faster kernels would multiply a zero and make NaN
 * of an infinite weight. Arguments as of `convolve`; `filter` and `bias` have `padded` columns.
 */
export function convolveCarefully(
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
  const row = ((filters + 3) & ~3) * 4;
  const first = ((batch * shard) / shards) * outHeight;
  const last = ((batch * (shard + 1)) / shards) * outHeight;
  for (let outRow = first; outRow < last; outRow++) {
    const image = x + (outRow / outHeight) * height * width * channels * 4;
    for (let outX = 0; outX < outWidth; outX++) {
      memory.fill(scratch, 0, row);
      for (let filterY = 0; filterY < filterHeight; filterY++) {
        const inY = (outRow % outHeight) * strideY + filterY * dilationY - padTop;
        if (inY < 0 || inY >= height * spreadY || inY % spreadY != 0) continue;
        for (let filterX = 0; filterX < filterWidth; filterX++) {
          const inX = outX * strideX + filterX * dilationX - padLeft;
          if (inX < 0 || inX >= width * spreadX || inX % spreadX != 0) continue;
          const pixel = image + ((inY / spreadY) * width + inX / spreadX) * channels * 4;
          const tap = filter + (filterY * filterWidth + filterX) * channels * row;
          for (let channel = 0; channel < channels; channel++) {
            const factor = v128.load32_splat(pixel + channel * 4);
            for (let at = 0; at < row; at += 16) {
              const product = f32x4.mul(factor, v128.load(tap + channel * row + at));
              v128.store(scratch + at, f32x4.add(v128.load(scratch + at), product));
            }
          }
        }
      }
      for (let at = 0; at < row; at += 16) {
        let value = v128.load(scratch + at);
        if (bias) value = f32x4.add(value, v128.load(bias + at));
        v128.store(scratch + at, relu ? relu4(value) : value);
      }
      memory.copy(y + (outRow * outWidth + outX) * filters * 4, scratch, filters * 4);
    }
  }
}

/** The gradient of a convolution's filter by its definition, one shard of its taps and channels. */
export function convolutionFilterGradientCarefully(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  dy: i32,
  gradient: i32,
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
  const rows = filterHeight * filterWidth * channels;
  const last = (rows * (shard + 1)) / shards;
  for (let row = (rows * shard) / shards; row < last; row++) {
    const channel = row % channels;
    const filterX = (row / channels) % filterWidth;
    const filterY = row / channels / filterWidth;
    const to = gradient + row * filters * 4;
    memory.fill(to, 0, filters * 4);
    for (let outRow = 0; outRow < batch * outHeight; outRow++) {
      const inY = (outRow % outHeight) * strideY + filterY * dilationY - padTop;
      if (inY < 0 || inY >= height) continue;
      const line = ((outRow / outHeight) * height + inY) * width;
      for (let outX = 0; outX < outWidth; outX++) {
        const inX = outX * strideX + filterX * dilationX - padLeft;
        if (inX < 0 || inX >= width) continue;
        const factor = load<f32>(x + ((line + inX) * channels + channel) * 4);
        const from = dy + (outRow * outWidth + outX) * filters * 4;
        for (let at = 0; at < filters * 4; at += 4) {
          store<f32>(to + at, load<f32>(to + at) + factor * load<f32>(from + at));
        }
      }
    }
  }
}

/** Whether all of `count` numbers are finite. */
export function areFinite(x: i32, count: i32): bool {
  for (let at = x; at < x + count * 4; at += 4) {
    const value = load<f32>(at);
    if (value - value != 0) return false;
  }
  return true;
}
