export { listConditions } from './conditions.ts';
export type { ModelState } from './conditions.ts';
export { decideTally } from './decide-check.ts';
export { countHolds, listCheckNumbers } from './check-numbers.ts';
export type { CheckNumber } from './check-numbers.ts';
export {
  FIRST_LAYER,
  LAST_LAYER,
  measureChance,
  measureNetwork,
  prepareView,
} from './measure-network.ts';
export type { NetworkMeasures, NetworkOutputs, NetworkView } from './measure-network.ts';
export { measureClaims } from './measure-claims.ts';
export type { ClaimMeasurements, ImageMeasures } from './measurements.ts';
export { measurePicture, preparePicture } from './measure-picture.ts';
export type { PictureMeasures, PreparedPicture } from './measure-picture.ts';
