export * from './assign-partners.ts';
export * from './correlate-filters.ts';
export * from './debiased-cka.ts';
export * from './layer-comparison.ts';
export * from './match-filters.ts';
export * from './pair-sums.ts';
