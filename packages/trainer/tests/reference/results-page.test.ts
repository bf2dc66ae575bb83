import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatCount, formatNumber, formatPoints, formatShare } from '@layerprint/core';
import type { Reference } from '@layerprint/core/schemas/reference';
import { readReference } from '../../src/reference/reference-folder.ts';

const ROOT = join(import.meta.dirname, '../../../..');

test('the page of results has of every check what the committed reference has, rounded once', async () => {
  const page = await readFile(join(ROOT, 'docs/results.md'), 'utf8');
  const rows = page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, first]) => /^`[a-z0-9-]+`$/.test(first ?? ''))
    .map((cells) => cells.slice(1, -1));
  expect(rows).toEqual(tabulateChecks(await readReference(join(ROOT, 'fixtures/article'))));
});

/** A row a check: on how many images its rule holds, by which networks, and the medians of what it measures. */
function tabulateChecks({ headline }: Reference): string[][] {
  const checks = [
    ...new Set(headline.flatMap(({ name }) => /^[a-z0-9-]+, ([a-z0-9-]+): /.exec(name)?.[1] ?? [])),
  ];
  return checks.map((check) => {
    const numbers = headline
      .filter(({ name }) => name.includes(`, ${check}: `))
      .map(({ name, ...rest }) => ({ ...rest, name: name.slice(name.indexOf(': ') + 2) }));
    const count = (name: string) => numbers.find((number) => number.name === name)?.value;
    const share = (over: string) => {
      const of = count(`${over} on which it is defined`);
      return of === undefined ? '' : formatShare(count(`${over} on which it holds`)! / of);
    };
    const of = count('validation images on which it is defined')!;
    const medians = numbers.filter(({ name }) => /^[^,]+, median$/.test(name));
    return [
      `\`${check}\``,
      `${share('validation images')} of ${formatCount(of)}`,
      share('validation images, untrained'),
      share('validation images, chance'),
      `${count('specimens on which it holds')} of ${count('specimens on which it is defined')}`,
      medians
        .map(({ name, value, unit }) => `${name.split(',')[0]} ${formatValue(value, unit)}`)
        .join(', '),
    ];
  });
}

function formatValue(value: number, unit: string): string {
  if (unit === 'share') return formatShare(value);
  if (unit === 'points') return formatPoints(value);
  return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}
