export { addPictures } from './add-pictures.ts';
export { compareReports } from './compare-reports.ts';
export type { Comparison } from './compare-reports.ts';
export * from './fail-on.ts';
export { formatDiffJunit } from './format-diff-junit.ts';
export { formatDiffMarkdown } from './format-diff-markdown.ts';
export type { ComparedSide } from './summarise-side.ts';
export * from './say-what-changed.ts';
export * from './verdict-words.ts';
