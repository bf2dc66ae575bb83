export * from './claims/index.ts';
export * from './errors.ts';
export * from './figures/index.ts';
export * from './statistics/index.ts';
export { waitForAll } from './wait-for-all.ts';
