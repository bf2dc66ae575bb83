export * from './claims/index.ts';
export * from './errors.ts';
export * from './figures/index.ts';
export { findLayerRoles } from './layer-roles.ts';
export type { LayerRoles } from './layer-roles.ts';
export type { Measured, MeasuredLayer } from './measured.ts';
export * from './source-words.ts';
export * from './statistics/index.ts';
export { waitForAll } from './wait-for-all.ts';
