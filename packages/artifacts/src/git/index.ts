export { leaveGit, runGit, splitNames, tryGit } from './git.ts';
export { findCommit, isDirty, openRepository, workspaceIn } from './repository.ts';
export type { Repository } from './repository.ts';
export { locateObjects, recordWorkingTree } from './snapshot.ts';
export type { Snapshot } from './snapshot.ts';
