import { countTrainingImages, isTrainedModel } from '@layerprint/core/schemas/experiment';
import type { Manifest } from '@layerprint/core/schemas/manifest';

/** Names that TF.js and the article give to layers. */
const LAYER = /\b(?:[a-z_]*conv2d|[a-z_]*pooling2d|pool|dense|dropout|flatten|re_lu)_\d+\b/g;
/** What a value turns into that nobody looked at; an entropy of values that are all equal is undefined. */
const NOT_WORDS = /(?<!Entropy, own units.*)\b(?:undefined|NaN|Infinity|null)\b|\[object/g;

/**
 * Finds what a page says that is false of its experiment: words of an article of ours about something else than it is.
 *
 * @param text All that the page says.
 * @param isOurs Whether it takes over the text of our article.
 */
export function findFalseWords(text: string, manifest: Manifest, isOurs: boolean): string[] {
  const { experiment, dataset, claims, runs } = manifest;
  const models = experiment.models.map(({ id, name = id }) => name);
  const layers = Object.values(runs).flatMap((run) => run.layers);
  const names = layers.map(({ name }) => name);
  const trained = experiment.models.filter(isTrainedModel);
  const counts = trained.map(({ trainingImages }) => countTrainingImages(trainingImages));
  const laws: readonly (readonly [isTrue: boolean, words: RegExp])[] = [
    [models.includes('benchmark'), /\bbenchmark\b/gi],
    [models.includes('dummy'), /\bdummy\b/gi],
    [models.length === 2, /\bboth (?:models|networks|shares)\b|\btwo networks\b/gi],
    [models.length > 1, /\b(?:all|each|every|other|another) (?:models|networks)\b|\bWhat they\b/gi],
    [dataset.classNames.length === 10, /\bten (?:classes|numbers)\b/gi],
    [isOurs, /\bthe article\b/gi],
    [claims.length > 0, /\b(?:observation|claim)s?\b/gi],
    [layers.some(({ kind }) => kind === 'dropout'), /\bdropout\b/gi],
    [layers.some((layer) => 'padding' in layer && layer.padding === 'same'), /\bRims\b/g],
    [dataset.choice.name === 'sketch-10', /\bsketch-10\b/g],
    [isOurs || dataset.choice.name === 'sketch-10', /\bCIFAR-10\b/g],
    [
      isOurs || [...counts, dataset.testImages].some((count) => count > 999),
      /\b[1-9]\d?,\d{3} (?:training )?images\b/g,
    ],
    [trained.length > 0, /\bepochs?\b|\bwere trained on small\b/gi],
    [false, NOT_WORDS],
  ];
  const strange = text.match(LAYER)?.filter((name) => !names.includes(name)) ?? [];
  const said = laws.flatMap(([isTrue, words]) => (isTrue ? [] : (text.match(words) ?? [])));
  return [...new Set([...strange, ...said])];
}
