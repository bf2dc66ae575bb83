export * from './claims/index.ts';
export * from './errors.ts';
export * from './figures/index.ts';
export * from './statistics/index.ts';
