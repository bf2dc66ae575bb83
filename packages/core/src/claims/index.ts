export { measureClaims } from './measure-claims.ts';
export type { ClaimMeasurements, SpecimenMeasurements } from './measurements.ts';
