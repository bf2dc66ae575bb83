import { isDeepStrictEqual } from 'node:util';
import type { Layer } from '@layerprint/core/schemas/layer';
import { doNotFit } from './weights-file.ts';

/** What a layer has that does nothing outside of trainings. */
const OF_TRAINING = new Set(['initializers', 'rate', 'momentum']);

/**
 * Checks that weights are for the network of an experiment: in another one they would give other answers without a word,
 * also where all have the same shapes.
 *
 * @param found The network that the file of the weights describes.
 * @param wanted The experiment's.
 * @throws {LayerprintError} `weights-do-not-fit`, naming the first layer that differs and what of it.
 */
export function assertSameNetwork(
  path: string,
  found: readonly Layer[],
  wanted: readonly Layer[],
): void {
  for (const [place, layer] of wanted.entries()) {
    const other = found[place];
    if (other === undefined) throw differs(path, `ends before the layer ${layer.name}`);
    const [is, should] = [describeLayer(other), describeLayer(layer)];
    const key = Object.keys({ ...should, ...is }).find(
      (one) => !isDeepStrictEqual(is[one], should[one]),
    );
    if (key === undefined) continue;
    throw differs(
      path,
      `has ${key} ${show(is[key])} in its layer ${other.name}, where that of the experiment, ${layer.name}, has ${show(should[key])}`,
    );
  }
  const more = found[wanted.length];
  if (more) throw differs(path, `goes on with the layer ${more.name}`);
}

function describeLayer(layer: Layer): Record<string, unknown> {
  return Object.fromEntries(Object.entries(layer).filter(([key]) => !OF_TRAINING.has(key)));
}

function show(value: unknown): string {
  return JSON.stringify(value ?? null);
}

function differs(path: string, how: string) {
  return doNotFit(
    `${path} has its weights from another network than the experiment's: it ${how}.`,
    'Take "architecture" from the same file, or leave it out.',
  );
}
