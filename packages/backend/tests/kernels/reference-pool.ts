import type { backend_util } from '@tensorflow/tfjs-core';

/** Max pooling by its definition: where the first largest number of each window stands, in row order. */
export function referencePool(info: backend_util.Conv2DInfo, x: Float32Array): Int32Array {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, padInfo } = info;
  const chosen: number[] = [];
  for (let n = 0; n < batchSize; n++)
    for (let oy = 0; oy < outHeight; oy++)
      for (let ox = 0; ox < outWidth; ox++)
        for (let c = 0; c < inChannels; c++) {
          let best = -1;
          for (let wy = 0; wy < info.filterHeight; wy++)
            for (let wx = 0; wx < info.filterWidth; wx++) {
              const y = oy * info.strideHeight + wy * info.dilationHeight - padInfo.top;
              const column = ox * info.strideWidth + wx * info.dilationWidth - padInfo.left;
              if (y < 0 || y >= inHeight || column < 0 || column >= inWidth) continue;
              const at = ((n * inHeight + y) * inWidth + column) * inChannels + c;
              if (best < 0 || x[at]! > x[best]!) best = at;
            }
          chosen.push(best);
        }
  return Int32Array.from(chosen);
}
