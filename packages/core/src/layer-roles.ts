import { LayerprintError } from './errors.ts';
import type { Layer } from './schemas/layer.ts';

/** Which layers a report looks at, by name. */
export interface LayerRoles {
  /** The first convolution. */
  readonly first: string;
  /** The last convolution. */
  readonly last: string;
  /** Beside the specimen in the lead picture: the first convolution, and the last before each change of size. */
  readonly lead: readonly string[];
}

/**
 * Finds the layers that the figures and the claims are about: they follow from the network alone.
 *
 * @throws {LayerprintError} `no-convolution`.
 */
export function findLayerRoles(layers: readonly Layer[]): LayerRoles {
  const convolutions = layers.filter(({ kind }) => kind === 'convolution');
  const first = convolutions.at(0)?.name;
  const last = convolutions.at(-1)?.name;
  if (first === undefined || last === undefined) {
    throw new LayerprintError(
      'no-convolution',
      'The network has no convolution, so there are no activation maps to look at.',
      'Give a network with at least one convolution.',
    );
  }
  const sizeOf = ({ outputShape }: Layer) => outputShape.slice(0, 2).join();
  const ends = convolutions.filter((layer, i) => {
    const next = convolutions[i + 1];
    return next === undefined || sizeOf(next) !== sizeOf(layer);
  });
  return { first, last, lead: [...new Set([first, ...ends.map(({ name }) => name)])] };
}
