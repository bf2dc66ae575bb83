import { LayerprintError } from '@layerprint/core/errors';

const HINT =
  'Its weights are for the network as it is: without this, or with something else in its place, it gives other answers. Leave out only what does nothing outside of trainings, as a regularizer, a constraint or a Random layer; otherwise train a network that has none of it. docs/guides/own-models.md says what can be loaded.';

/**
 * Says of the network in a file of weights that it is not supported: what helps one that is yet to be trained would
 * change the answers of these weights.
 *
 * @param cause What is said of any such network.
 */
export function refuseGivenNetwork(path: string, cause: LayerprintError): LayerprintError {
  return new LayerprintError(cause.code, `${path}: ${cause.message}`, HINT, { cause });
}
