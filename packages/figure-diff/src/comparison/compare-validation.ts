import { countNoun } from '@layerprint/core';
import type { ActivationGridData } from '@layerprint/core/schemas/figure-data';
import { decideChange } from './data-comparison.ts';
import type { DataChange } from './data-comparison.ts';
import type { Likeness } from './likeness.ts';
import { isClose } from './tolerances.ts';
import { formatChange } from './wording.ts';

type Channel = ActivationGridData['channels'][number];

/** What the filters do over all validation images, whatever they do on the specimen. */
export function compareValidation(
  base: ActivationGridData,
  head: ActivationGridData,
  { tolerances }: Likeness,
): DataChange {
  const pairs = pairChannels(base, head);
  return decideChange([
    {
      isSame: base.validationImages === head.validationImages && pairs.every(isSameElsewhere),
      isNoise:
        base.validationImages === head.validationImages &&
        pairs.every(
          ([before, after]) =>
            before.silentImages === after.silentImages &&
            isClose(before.max, after.max, tolerances),
        ),
    },
  ]);
}

/**
 * Says how many of them do otherwise there, and of the one that does most what. Over other images a filter
 * does something else, which is no change of the filter.
 */
export function sayValidation(
  base: ActivationGridData,
  head: ActivationGridData,
  { isValidationReplaced }: Likeness,
): string[] {
  if (isValidationReplaced)
    return ['What it does over the validation images is over other images.'];
  const [before, after] = [base.validationImages, head.validationImages];
  const others = pairChannels(base, head).flatMap((pair, channel) =>
    isSameElsewhere(pair) ? [] : [{ pair, channel }],
  );
  const ranked = others.toSorted((one, other) => countMoved(other.pair) - countMoved(one.pair));
  return [
    ...(before === after ? [] : [`Validation images: ${formatChange(before, after)}.`]),
    ...ranked.slice(0, 1).map(({ pair: [was, is], channel }) => {
      const parts = [
        ...(was.silentImages === is.silentImages
          ? []
          : [`silent on ${formatChange(was.silentImages, is.silentImages)} of them`]),
        ...(was.max === is.max ? [] : [`maximum ${formatChange(was.max, is.max)}`]),
      ];
      return `Over the validation images, ${countNoun(others.length, 'filter')} differ${others.length === 1 ? 's' : ''}, most of all filter ${channel}: ${parts.join(', ')}.`;
    }),
  ];
}

type ElsewherePair = readonly [Channel['validation'], Channel['validation']];

function pairChannels(base: ActivationGridData, head: ActivationGridData): ElsewherePair[] {
  return base.channels
    .slice(0, head.channels.length)
    .map(({ validation }, i) => [validation, head.channels[i]!.validation]);
}

function isSameElsewhere([before, after]: ElsewherePair): boolean {
  return before.silentImages === after.silentImages && before.max === after.max;
}

function countMoved([before, after]: ElsewherePair): number {
  return Math.abs(after.silentImages - before.silentImages);
}
