import { LayerprintError } from './errors.ts';
import { findNearestName } from './nearest-name.ts';
import type { RolesChoice } from './schemas/experiment.ts';
import { hasMaps, isConvolution, type Layer } from './schemas/layer.ts';

/** Which layers a report looks at, by name. */
export interface LayerRoles {
  /** The first convolution, unless the experiment names another layer with maps; likewise below. */
  readonly first: string;
  /** The last convolution. */
  readonly last: string;
  /** Beside the specimen in the lead picture: the first convolution, and the last before each change of size. */
  readonly lead: readonly string[];
}

/**
 * Finds the layers that the figures and the claims are about: those that the experiment names, and for the rest
 * those that follow from the network.
 *
 * @throws {LayerprintError} `unknown-layer`, with the nearest name that there is; `no-convolution`, where all
 *   should follow from a network that has none; `roles-in-wrong-order`, where the first comes after the last.
 */
export function findLayerRoles(
  layers: readonly Layer[],
  { first, last, lead }: RolesChoice = {},
): LayerRoles {
  assertMaps(layers, [
    ...(first === undefined ? [] : [first]),
    ...(lead ?? []),
    ...(last === undefined ? [] : [last]),
  ]);
  const isComplete = first !== undefined && last !== undefined && lead !== undefined;
  const found = isComplete ? { first, last, lead } : findConvolutions(layers);
  const roles = { first: first ?? found.first, last: last ?? found.last, lead: lead ?? found.lead };
  assertOrder(layers, roles);
  return roles;
}

/** Pages tell what becomes of the image from the first to the last. */
function assertOrder(layers: readonly Layer[], { first, last }: LayerRoles): void {
  const names = layers.map(({ name }) => name);
  if (names.indexOf(first) <= names.indexOf(last)) return;
  throw new LayerprintError(
    'roles-in-wrong-order',
    `The roles have ${first} as the first layer and ${last} as the last, and ${first} comes after it.`,
    'Exchange them in the experiment’s roles, or name both there: where one is left out, it is the first or the last convolution.',
  );
}

function assertMaps(layers: readonly Layer[], names: readonly string[]): void {
  const known = layers.filter(hasMaps).map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = findNearestName(unknown, known);
  const guess = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  throw new LayerprintError(
    'unknown-layer',
    `The roles name "${unknown}", which is no layer with maps of this network.${guess}`,
    `Name in the experiment's roles one of ${known.join(', ')}.`,
  );
}

function findConvolutions(layers: readonly Layer[]): LayerRoles {
  const convolutions = layers.filter(isConvolution);
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
