export { formatP } from './explain-open.ts';
export { RESAMPLES } from './bound-mean.ts';
export { settleStudy } from './settle-study.ts';
export type { Staleness, StudiedExperiment } from './settle-study.ts';
