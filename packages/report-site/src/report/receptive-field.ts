import type { Layer } from '@layerprint/core/schemas/run';

/** Sides of the windows, in values of the layer below, and how far apart they start. */
const WINDOWS: Partial<Record<Layer['kind'], { size: number; stride: number }>> = {
  convolution: { size: 3, stride: 1 },
  pooling: { size: 2, stride: 2 },
};

/**
 * The side, in input pixels, of the square that one value of a layer can depend on.
 *
 * r ← r + (size − 1)·j and j ← j·stride, layer by layer, with j the distance in the input between
 * neighbouring values (Araujo, Norris and Sim, "Computing receptive fields", Distill, 2019). Layers
 * without a window change nothing.
 *
 * @param layers From the input on, in order; the last is the one asked about.
 */
export function computeReceptiveField(layers: readonly Layer[]): number {
  let side = 1;
  let jump = 1;
  for (const { kind } of layers) {
    const window = WINDOWS[kind];
    if (!window) continue;
    side += (window.size - 1) * jump;
    jump *= window.stride;
  }
  return side;
}
