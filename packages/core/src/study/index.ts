export { isLikenessOf, listComparisons, type StudyComparison } from './list-comparisons.ts';
export { findStudyMisfits, type StudyMisfit } from './find-misfits.ts';
export { listStudyTrainings, nameTraining, type StudyTraining } from './list-trainings.ts';
