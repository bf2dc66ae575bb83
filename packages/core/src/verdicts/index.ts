export { formatP } from './explain-open.ts';
export { RESAMPLES } from './bound-mean.ts';
export { settleStudy } from './settle-study.ts';
export type { Staleness, StudiedExperiment } from './settle-study.ts';
export { describeSizeCurve, sayNamesInCurves, specifySizeCurve } from './size-chart.ts';
export {
  listFamilies,
  tabulateChecks,
  tabulateLikeness,
  tabulateRuns,
  tabulateSizes,
} from './tables.ts';
export {
  countOutcomes,
  formatEstimate,
  formatPerCent,
  formatShareOfPairs,
  sayHowManyPairs,
  sayPairs,
} from './say-check.ts';
