export { compareReports } from './compare-reports.ts';
export type { Comparison } from './compare-reports.ts';
export * from './fail-on.ts';
export type { ComparedSide } from './summarise-side.ts';
