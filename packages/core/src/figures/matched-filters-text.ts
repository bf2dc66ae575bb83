import type { MatchedFiltersData } from '../schemas/figure-data.ts';
import type { FigureText } from './figure.ts';
import { listAlone } from './matched-filters.ts';
import { readModelName } from './model-reference.ts';
import { capitalise, countNoun, formatCount, formatNumber, joinWords } from './wording.ts';

type Likeness = MatchedFiltersData['trained'];

/** Says in words which filters belong together, how much, and what that is to be set against. */
export function describeMatchedFilters(data: MatchedFiltersData): FigureText {
  const { layer, pairs, images, places, trained, correlations } = data;
  const [first, other] = [readModelName(data.first), readModelName(data.other)];
  const filters = countNoun(correlations.length, 'filter');
  const samples = countNoun(images.scoring * places, 'place');
  const isMatched = `Of ${filters} of ${layer} in the ${first} model, ${formatCount(pairs.length)} ${pairs.length === 1 ? 'has' : 'have'} a partner in the ${other} model`;
  return {
    title: `${layer}: filters of ${first} and ${other}, matched`,
    caption:
      `${isMatched}: pairs were chosen on ${countNoun(images.matching, 'validation image')}, so that their correlations add up to the most there is, and ` +
      `measured on ${countNoun(images.scoring, 'other', 'others')}, over ${samples}. ${sayScore(trained)} ` +
      `${sayNulls(data)} ${sayCka(data)} ${sayAlone(data)}`.trim(),
    alt: `${capitalise(filters)} of ${layer} in the ${first} model, a row each, against those of the ${other} model, a column each, in the order of their pairs: partners are on the diagonal, the brighter the more alike. ${sayBest(data)} ${sayScore(trained)}`,
  };
}

function sayScore({ score }: Likeness): string {
  if (score === null) return 'No two could be compared.';
  return `The mean correlation of partners is ${formatNumber(score)}.`;
}

/** What the score would be for nothing learned, and for all that can be. */
function sayNulls({ shuffled, untrained, ceiling, first }: MatchedFiltersData): string {
  const parts = [
    ...(shuffled.score === null
      ? []
      : [`${formatNumber(shuffled.score)} where each sees other images than the other`]),
    ...(untrained?.score == null ? [] : [`${formatNumber(untrained.score)} before training`]),
  ];
  const nulls = parts.length === 0 ? '' : `It is ${joinWords(parts)}.`;
  if (ceiling?.score == null) return nulls;
  return `${nulls} As high as it gets: ${formatNumber(ceiling.score)} between the ${readModelName(first)} model and ${readModelName(ceiling)}, which saw the same images in training.`;
}

/** How alike the layer as a whole is. */
function sayCka({ trained, shuffled, untrained }: MatchedFiltersData): string {
  if (trained.cka === null) return '';
  const beside = [
    ...(shuffled.cka === null ? [] : [`${formatNumber(shuffled.cka)} with other images`]),
    ...(untrained?.cka == null ? [] : [`${formatNumber(untrained.cka)} before training`]),
  ];
  const than = beside.length === 0 ? '' : `, ${joinWords(beside)}`;
  return `As a whole the layer is alike to ${formatNumber(trained.cka)} (debiased linear CKA, 1 for the same up to order, scale and rotation)${than}.`;
}

/** Which filters have no partner, and why. */
function sayAlone(data: MatchedFiltersData): string {
  const sentences = (['first', 'other'] as const).flatMap((side) => {
    const { dead, silent, left } = data[side];
    const parts = [
      ...name(dead, 'dead'),
      ...name(silent, 'silent where filters are matched'),
      ...name(left, 'left over'),
    ];
    return parts.length === 0
      ? []
      : [`In the ${readModelName(data[side])} model, ${joinWords(parts)}.`];
  });
  return sentences.join(' ');
}

function sayBest(data: MatchedFiltersData): string {
  const [best] = data.pairs;
  if (best?.r == null) return '';
  const alone = listAlone(data, 'first').length + listAlone(data, 'other').length;
  const rest =
    alone === 0
      ? ''
      : ` ${capitalise(countNoun(alone, 'filter'))} without a partner ${alone === 1 ? 'comes' : 'come'} last.`;
  return `The most alike are filter ${best.first} and filter ${best.other}, with ${formatNumber(best.r)}.${rest}`;
}

/** "filters 3 and 5 are dead"; nothing where there are none. */
function name(filters: readonly number[], what: string): string[] {
  if (filters.length === 0) return [];
  const numbers = joinWords(filters.map(formatCount));
  return [filters.length === 1 ? `filter ${numbers} is ${what}` : `filters ${numbers} are ${what}`];
}
