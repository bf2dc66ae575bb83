export type { Article, ArticleLink, ArticleSection, ArticleUse } from './article.ts';
export { foreseeCheck, recallCheck } from './asked-check.ts';
export { COMPONENTS } from './components.ts';
export { ANY_SPECIMEN, fillFigureId } from './figure-reference.ts';
export { findArticleMisfits } from './find-misfits.ts';
export type { ArticleContext } from './find-misfits.ts';
export type { ForeseenSpecimen } from './foreseen-specimen.ts';
export { readArticleNumber } from './numbers.ts';
export type { NumberReference, NumberSource, StudyNumbers } from './numbers.ts';
