import { formatCount, OUTCOME_WORDS } from '@layerprint/core';
import type {
  StudiedCheck,
  StudiedClaim,
  StudyFamily,
  StudyVerdicts,
} from '@layerprint/core/schemas/study-verdicts';
import {
  countOutcomes,
  formatEstimate,
  formatPerCent,
  formatShareOfPairs,
} from '@layerprint/core/verdicts';

/** A table of Markdown: its heading and its rows, cell by cell. */
export type PageTable = string[][];

/** The tables of a part of a page, in order. */
export function readTables(text: string): PageTable[] {
  return text.split('\n\n').flatMap((block) => {
    const rows = block.trim().split('\n');
    if (!rows.every((row) => row.startsWith('|'))) return [];
    const cells = rows.map((row) => row.split('|').slice(1, -1));
    return [cells.filter((_, i) => i !== 1).map((row) => row.map((cell) => cell.trim()))];
  });
}

/** All checks over all pairs: what stands in checks.csv, as a reader of the page wants it. */
export function tabulateAllPairs({ pairs }: StudyVerdicts): PageTable {
  return [
    ['observation and check', 'holds', 'share of pairs', 'difference', 'superiority', 'verdict'],
    ...listChecks(pairs).map(({ name, check }) => {
      const { holds, fails } = countOutcomes(check.pairs);
      return [
        name,
        `${holds} of ${check.pairs.length}, fails in ${fails}`,
        formatShareOfPairs(check.share!),
        formatEstimate(check.difference!, check.unit),
        check.superiority === null ? '' : formatPerCent(check.superiority),
        sayVerdict(check.verdict),
      ];
    }),
  ];
}

/** All checks over the pairs of both controls. */
export function tabulateControls({ controls }: StudyVerdicts): PageTable {
  const families = [controls['same-steps']!, controls['same-epoch']!].map(listChecks);
  return [
    ['observation and check', 'as many steps', 'the same epoch'],
    ...families[0]!.map(({ name }, i) => [
      name,
      ...families.map((checks) => {
        const { pairs, difference, unit, verdict } = checks[i]!.check;
        return `${countOutcomes(pairs).holds} of ${pairs.length}; ${formatEstimate(difference!, unit)}; ${sayVerdict(verdict)}`;
      }),
    ]),
  ];
}

/** Every measure by the number of images: what stands in sizes.csv. */
export function tabulateCurves({ sizes }: StudyVerdicts): PageTable {
  const images = sizes[0]!.points.map(({ trainingImages }) => formatCount(trainingImages));
  return [
    ['measure', ...images.map((count, i) => (i === 0 ? `${count} images` : count))],
    ...sizes.map(({ name, unit, points }) => [
      name,
      ...points.map(({ mean }) => formatEstimate(mean!, unit)),
    ]),
  ];
}

/** How alike filters are, layer by layer: what stands in likeness.csv. */
export function tabulateFilters({ likeness }: StudyVerdicts): PageTable {
  const layers = Map.groupBy(likeness!.layers, ({ layer }) => layer);
  const compared = ({ first, other }: { first: string; other: string }) =>
    first === other ? `two ${first}s` : `${first} and ${other}`;
  const kinds = [...layers.values()][0]!.map(compared);
  return [
    [
      'filters',
      ...kinds.map((kind) => `partners' _r_, ${kind}`),
      ...kinds.map((kind) => `CKA, ${kind}`),
    ],
    ...[...layers].map(([layer, rows]) => [
      layer,
      ...rows.map(({ score }) => formatEstimate(score!, '')),
      ...rows.map(({ cka }) => formatEstimate(cka!, '')),
    ]),
  ];
}

/** What a verdict is called on the page: "holds", "not settled". */
export function sayVerdict(verdict: StudiedClaim['verdict']): string {
  return OUTCOME_WORDS[verdict].does.replace(/^is /, '');
}

/** The checks that are a matter of pairs, each with its observation's number. */
function listChecks({ claims }: StudyFamily): { name: string; check: StudiedCheck }[] {
  return claims.flatMap(({ number, checks }) =>
    checks
      .filter(({ verdict }) => verdict !== 'pixels')
      .map((check) => ({ name: `${number} \`${check.id}\``, check })),
  );
}
