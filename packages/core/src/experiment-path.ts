/** The folder of the experiments, relative to the workspace root that commands run in. */
export const EXPERIMENTS = 'experiments';
/** What a folder of it holds: an experiment, called as the folder is. */
export const EXPERIMENT_FILE = 'experiment.json';

/** Where the experiment of a profile is, relative to the workspace root. */
export function experimentPath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/${EXPERIMENT_FILE}`;
}

/** Where the lock of an experiment's own data is, relative to the workspace root. */
export function dataLockPath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/data-lock.json`;
}

/** Where the claims of an experiment are, relative to the workspace root. */
export function claimsPath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/claims.json`;
}

/** Where the article of an experiment is, relative to the workspace root. */
export function articlePath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/article.mdx`;
}

/** Where the study of an experiment is, relative to the workspace root. */
export function studyPath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/study.json`;
}

/** Where the record of an experiment's study is, relative to the workspace root. */
export function studyRecordPath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/study-record.jsonl`;
}

/** Where it stands how alike models of an experiment's study are, relative to the workspace root. */
export function studyLikenessPath(profile: string): string {
  return `${EXPERIMENTS}/${profile}/study-likeness.jsonl`;
}
