/** `to += a · b`, number by number, for `bytes` bytes. */
@inline
function addProducts(a: i32, b: i32, to: i32, bytes: i32): void {
  let at = 0;
  for (; at + 16 <= bytes; at += 16) {
    const product = f32x4.mul(v128.load(a + at), v128.load(b + at));
    v128.store(to + at, f32x4.add(v128.load(to + at), product));
  }
  for (; at < bytes; at += 4) {
    store<f32>(to + at, load<f32>(to + at) + load<f32>(a + at) * load<f32>(b + at));
  }
}

/** Writes each of `count` numbers `times` times, one after the other; gives where they stand. */
@inline
function repeat(from: i32, count: i32, times: i32, to: i32): i32 {
  if (times == 1) return from;
  let at = to;
  for (let i = 0; i < count; i++) {
    const value = load<f32>(from + i * 4);
    for (let time = 0; time < times; time++) {
      store<f32>(at, value);
      at += 4;
    }
  }
  return to;
}

/** What the products of a depthwise convolution are added to: each of the three is made of the two others. */
const TO_OUTPUT = 0;
const TO_INPUT = 1;
const TO_FILTER = 2;

/**
 * Adds the products of one image, of which each channel stands as often as it has filters, to its output, its input or the
 * filter: those of each pixel of output, tap by tap. What falls into the padding is left out. `pixel` is in bytes.
 */
@inline
function addTaps(
  target: i32,
  input: i32,
  filter: i32,
  output: i32,
  height: i32,
  width: i32,
  pixel: i32,
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
  for (let outY = 0; outY < outHeight; outY++) {
    for (let outX = 0; outX < outWidth; outX++) {
      for (let filterY = 0; filterY < filterHeight; filterY++) {
        const inY = outY * strideY + filterY * dilationY - padTop;
        if (<u32>inY >= <u32>height) continue;
        for (let filterX = 0; filterX < filterWidth; filterX++) {
          const inX = outX * strideX + filterX * dilationX - padLeft;
          if (<u32>inX >= <u32>width) continue;
          const from = input + (inY * width + inX) * pixel;
          const tap = filter + (filterY * filterWidth + filterX) * pixel;
          if (target == TO_OUTPUT) addProducts(from, tap, output, pixel);
          else if (target == TO_INPUT) addProducts(output, tap, from, pixel);
          else addProducts(from, output, tap, pixel);
        }
      }
      output += pixel;
    }
  }
}

/**
 * Depthwise convolution of one shard of a batch: each channel by `multiplier` filters of its own, `[filterHeight,
 * filterWidth, channels, multiplier]`. What falls into the padding is left out. Scratch memory holds an image
 * of which each channel stands `multiplier` times.
 */
export function depthwise(
  shard: i32,
  shards: i32,
  scratch: i32,
  x: i32,
  filter: i32,
  y: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
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
  const numbers = height * width * channels;
  const pixel = channels * multiplier * 4;
  const first = (batch * shard) / shards;
  const last = (batch * (shard + 1)) / shards;
  memory.fill(y + first * outHeight * outWidth * pixel, 0, (last - first) * outHeight * outWidth * pixel);
  for (let image = first; image < last; image++) {
    const from = repeat(x + image * numbers * 4, numbers, multiplier, scratch);
    const to = y + image * outHeight * outWidth * pixel;
    addTaps(TO_OUTPUT, from, filter, to, height, width, pixel, filterHeight, filterWidth, strideY, strideX, dilationY, dilationX, padTop, padLeft, outHeight, outWidth);
  }
}

/** The gradient of the input of {@link depthwise}. Scratch memory as there. */
export function depthwiseInputGradient(
  shard: i32,
  shards: i32,
  scratch: i32,
  dy: i32,
  filter: i32,
  dx: i32,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
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
  const numbers = height * width * channels;
  const pixel = channels * multiplier * 4;
  const last = (batch * (shard + 1)) / shards;
  for (let image = (batch * shard) / shards; image < last; image++) {
    const target = dx + image * numbers * 4;
    const sums = multiplier == 1 ? target : scratch;
    memory.fill(sums, 0, numbers * multiplier * 4);
    const from = dy + image * outHeight * outWidth * pixel;
    addTaps(TO_INPUT, sums, filter, from, height, width, pixel, filterHeight, filterWidth, strideY, strideX, dilationY, dilationX, padTop, padLeft, outHeight, outWidth);
    if (multiplier == 1) continue;
    for (let i = 0; i < numbers; i++) {
      let sum: f32 = 0;
      for (let time = 0; time < multiplier; time++) sum += load<f32>(sums + (i * multiplier + time) * 4);
      store<f32>(target + i * 4, sum);
    }
  }
}

/** Sums one shard's part of the gradient of the filter of {@link depthwise} into `sums + shard · [filter]`. */
export function depthwiseFilterSums(
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
  multiplier: i32,
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
  const numbers = height * width * channels;
  const pixel = channels * multiplier * 4;
  const total = sums + shard * filterHeight * filterWidth * pixel;
  memory.fill(total, 0, filterHeight * filterWidth * pixel);
  const last = (batch * (shard + 1)) / shards;
  for (let image = (batch * shard) / shards; image < last; image++) {
    const from = repeat(x + image * numbers * 4, numbers, multiplier, scratch);
    const gradient = dy + image * outHeight * outWidth * pixel;
    addTaps(TO_FILTER, from, total, gradient, height, width, pixel, filterHeight, filterWidth, strideY, strideX, dilationY, dilationX, padTop, padLeft, outHeight, outWidth);
  }
}
