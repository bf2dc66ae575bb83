import { formatMeasurement } from '@layerprint/core';
import type { ClaimDiff } from '../schemas/diff.ts';

import type { SideName } from './charts/side-chart.ts';

type Check = ClaimDiff['checks'][number];

/** A line of the table of a check, with what each side has; a dash where it has nothing. */
export interface CheckRow {
  readonly heading: string;
  readonly cells: Readonly<Record<SideName, string>>;
  readonly differs: boolean;
}

/**
 * Lists what stands under a check: its rule, where the sides do not have the same, and each value that one
 * of them has.
 */
export function listCheckRows({ rule, values }: Check): CheckRow[] {
  return [
    ...keepOther(makeRow('Rule', (side) => rule[side])),
    ...values
      .filter(({ base, head }) => base !== null || head !== null)
      .map((value) => makeRow(value.name, (side) => formatValue(value[side], value.unit[side]))),
  ];
}

function makeRow(heading: string, read: (side: SideName) => string | number | null): CheckRow {
  const [base, head] = [read('base'), read('head')];
  const cells = { base: String(base ?? '–'), head: String(head ?? '–') };
  return { heading, cells, differs: base !== head };
}

function keepOther(row: CheckRow): CheckRow[] {
  return row.differs ? [row] : [];
}

function formatValue(value: number | null, unit: string | null): string | null {
  return value === null ? null : formatMeasurement(value, unit ?? '');
}
